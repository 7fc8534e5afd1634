import { describe, expect, test } from 'vitest';
import {
  claimRenders,
  insertMessage,
  listMessages,
  newMessage,
  notePosted,
  noteRendered,
  touchMessages,
} from '../../db/messages.ts';
import { nextWorkAt } from '../../db/outbox.ts';
import { asId } from '../../src/domain/ids.ts';
import { anOnboarding, NOW } from '../support/builders.ts';
import { storeAcme, STORES } from '../support/stores.ts';

const ONBOARDING = anOnboarding().id;

describe.each(STORES)('on %s', (_dialect, open) => {
  describe('a message that is edited in place', () => {
    const id = asId('message', 'msg_1');
    const posted = async () => {
      const { store } = await open();
      await storeAcme(store);
      const headline = { id, onboardingId: ONBOARDING, kind: 'headline', moduleKey: '' } as const;
      await store.tx((tx) => insertMessage(tx, newMessage(headline)));
      const claim = (now: number) =>
        store.tx((tx) => claimRenders(tx, { now, leaseUntil: now + 90_000, limit: 10 }));
      const place = { channelId: 'C0ACME0001', ts: '1772442000.000100' };
      const post = () => store.tx((tx) => notePosted(tx, { id, ...place, renderedRev: 1 }));
      const touch = () =>
        store.tx((tx) => touchMessages(tx, { onboardingId: ONBOARDING, moduleKeys: ['QUA'] }));
      return { store, claim, post, touch };
    };

    test('is drawn anew only once it is posted and out of date', async () => {
      const { claim, post, touch } = await posted();
      expect(await claim(NOW)).toEqual([]);
      await post();
      expect(await claim(NOW)).toEqual([]);
      await touch();
      expect(await claim(NOW)).toMatchObject([{ id, desiredRev: 2, renderedRev: 1 }]);
    });

    test('is drawn by one at a time, by another only after the lease', async () => {
      const { store, claim, post, touch } = await posted();
      await post();
      await touch();
      await claim(NOW);
      expect(await nextWorkAt(store.read)).toBe(NOW + 90_000);
      expect(await claim(NOW + 89_999)).toEqual([]);
      expect(await claim(NOW + 90_000)).toHaveLength(1);
    });

    test('shows what changed while it was drawn the next time', async () => {
      const { store, claim, post, touch } = await posted();
      await post();
      await touch();
      await claim(NOW);
      await touch();
      await store.tx((tx) => noteRendered(tx, { id, renderedRev: 2, leaseUntil: NOW + 1_200 }));
      expect(await claim(NOW + 1_199)).toEqual([]);
      expect(await claim(NOW + 1_200)).toMatchObject([{ desiredRev: 3, renderedRev: 2 }]);
      await store.tx((tx) => noteRendered(tx, { id, renderedRev: 3, leaseUntil: 0 }));
      expect(await claim(NOW + 1_200)).toEqual([]);
      expect(await nextWorkAt(store.read)).toBeNull();
    });
  });

  describe('a module in several messages', () => {
    const stored = async () => {
      const { store } = await open();
      await storeAcme(store);
      let count = 0;
      const post = (moduleKey: string, part?: number) =>
        store.tx((tx) => {
          const id = asId('message', `msg_${++count}`);
          const place = { kind: 'module', moduleKey, ...(part !== undefined && { part }) } as const;
          return insertMessage(tx, newMessage({ id, onboardingId: ONBOARDING, ...place }));
        });
      const all = async () =>
        (await listMessages(store.read, ONBOARDING)).map(
          ({ moduleKey, part, desiredRev }) => `${moduleKey} ${part}: ${desiredRev}`,
        );
      return { store, post, all };
    };

    test('is listed part by part, and one that names no part is the first', async () => {
      const { post, all } = await stored();
      await post('QUA', 10);
      await post('QUA', 2);
      await post('CON');
      await post('QUA');
      expect(await all()).toEqual(['CON 1: 1', 'QUA 1: 1', 'QUA 2: 1', 'QUA 10: 1']);
    });

    test('has one message for each part', async () => {
      const { post } = await stored();
      await post('QUA', 2);
      await expect(post('QUA', 2)).rejects.toThrow();
    });

    test('goes out of date in all its parts, and alone', async () => {
      const { store, post, all } = await stored();
      await post('CON');
      await post('QUA', 1);
      await post('QUA', 2);
      const moduleKeys = ['QUA'];
      await store.tx((tx) => touchMessages(tx, { onboardingId: ONBOARDING, moduleKeys }));
      expect(await all()).toEqual(['CON 1: 1', 'QUA 1: 2', 'QUA 2: 2']);
    });
  });
});
