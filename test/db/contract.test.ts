import { describe, expect, test } from 'vitest';
import { clearBlocker, getBlocker } from '../../db/blockers.ts';
import {
  addRole,
  clearTeamRole,
  findColleague,
  getContact,
  insertContact,
  saveContact,
} from '../../db/contacts.ts';
import { isNew, pruneInbox } from '../../db/inbox.ts';
import { insertItems, saveItem } from '../../db/items.ts';
import {
  disconnectTeam,
  findOnboardingByChannel,
  getOnboarding,
  getOnboardingOfItem,
  getOnboardingOfPartner,
  listOnboardings,
} from '../../db/onboardings.ts';
import { decideOutcome, insertOutcome, listOutcomes } from '../../db/outcomes.ts';
import { findPartnerByName, insertPartner, listPartnerNames } from '../../db/partners.ts';
import { claimSlot } from '../../db/schedule.ts';
import type { Contact } from '../../src/domain/contact.ts';
import { asId } from '../../src/domain/ids.ts';
import type { Item } from '../../src/domain/item.ts';
import { NotFoundError, StaleError } from '../../src/errors.ts';
import {
  ACME,
  aBlocker,
  aColleague,
  anItem,
  anOnboarding,
  anOutcome,
  aPartner,
  aPartnerContact,
  DANA,
  DAY_MS,
  MARA,
  NOW,
  PRIYA,
} from '../support/builders.ts';
import { storeAcme, STORES } from '../support/stores.ts';

const ONBOARDING = anOnboarding().id;

describe.each(STORES)('on %s', (_dialect, open) => {
  describe('a transaction', () => {
    test('that throws leaves nothing behind, and the next one works', async () => {
      const { store } = await open();
      const failing = store.tx(async (tx) => {
        await insertContact(tx, aColleague());
        throw new Error('power cut');
      });
      await expect(failing).rejects.toThrow('power cut');
      expect(await findColleague(store.read, 'U0MARA0001')).toBeUndefined();
      await store.tx((tx) => insertContact(tx, aColleague()));
      expect(await findColleague(store.read, 'U0MARA0001')).toEqual(aColleague());
    });

    test('inside a transaction is refused, and undoes the outer one', async () => {
      const { store } = await open();
      const nested = store.tx(async (tx) => {
        await insertContact(tx, aColleague());
        await store.tx((inner) => isNew(inner, { key: 'k', at: NOW }));
      });
      await expect(nested).rejects.toThrow('A transaction inside a transaction');
      expect(await findColleague(store.read, 'U0MARA0001')).toBeUndefined();
    });

    test('beside another is no transaction inside it', async () => {
      const { store } = await open();
      const keys = ['a', 'b', 'c'];
      const all = keys.map((key) => store.tx((tx) => isNew(tx, { key, at: NOW })));
      expect(await Promise.all(all)).toEqual([true, true, true]);
    });
  });

  test('an onboarding is read whole, by whatever leads to it', async () => {
    const { store } = await open();
    const whole = await storeAcme(store);
    const { read } = store;
    expect(await getOnboarding(read, ONBOARDING)).toEqual(whole);
    expect(await getOnboardingOfPartner(read, ACME)).toEqual(whole);
    expect(await getOnboardingOfItem(read, anItem().id)).toEqual(whole);
    expect(await findOnboardingByChannel(read, 'C0ACME0001')).toEqual(whole);
    expect(await listOnboardings(read)).toEqual([whole]);
    expect(await findOnboardingByChannel(read, 'C0OTHER001')).toBeUndefined();
    const gone = getOnboarding(read, asId('onboarding', 'onb_gone'));
    await expect(gone).rejects.toThrow(NotFoundError);
  });

  test('a cleared blocker and a team that left are no longer part of it', async () => {
    const { store } = await open();
    await storeAcme(store);
    const { id } = aBlocker();
    await store.tx(async (tx) => {
      expect(await clearBlocker(tx, { id, by: MARA, at: NOW })).toBe(true);
      expect(await clearBlocker(tx, { id, by: DANA, at: NOW + 1 })).toBe(false);
      await disconnectTeam(tx, { onboardingId: ONBOARDING, teamId: 'T0ACME0000' });
    });
    const whole = await getOnboarding(store.read, ONBOARDING);
    expect(whole).toMatchObject({ blockers: [], connectedTeams: [] });
    expect(await getBlocker(store.read, id)).toMatchObject({ clearedAt: NOW, clearedById: MARA });
  });

  test('one partner of a name, however it is written, and they come in order of name', async () => {
    const { store } = await open();
    await storeAcme(store);
    const twin = aPartner({ id: asId('partner', 'par_2'), name: ' ACME ' });
    await expect(store.tx((tx) => insertPartner(tx, twin))).rejects.toThrow();
    await store.tx((tx) => insertPartner(tx, { ...twin, name: 'aardvark  Labs' }));
    expect(await findPartnerByName(store.read, 'Aardvark labs ')).toEqual({ id: twin.id });
    const names = (await listPartnerNames(store.read)).map(({ name }) => name);
    expect(names).toEqual(['aardvark  Labs', 'Acme']);
  });

  test('of twenty who save one revision of an item, one wins', async () => {
    const { store } = await open();
    await storeAcme(store);
    const saved = Array.from({ length: 20 }, (_, dueAt) =>
      store.tx((tx) => saveItem(tx, anItem({ dueAt }))),
    );
    const ended = await Promise.allSettled(saved);
    const lost = ended.filter((one) => one.status === 'rejected');
    expect(lost).toHaveLength(19);
    expect(lost.every(({ reason }) => reason instanceof StaleError)).toBe(true);
    const { items } = await getOnboarding(store.read, ONBOARDING);
    const winner = ended.findIndex(({ status }) => status === 'fulfilled');
    expect(items[0]).toMatchObject({ rev: 2, dueAt: winner });
    await expect(store.tx((tx) => saveItem(tx, anItem({ rev: 3 })))).rejects.toThrow(StaleError);
    await store.tx((tx) => saveItem(tx, anItem({ rev: 2, status: 'in_review' })));
  });

  test('a delivery is new once, and forgotten after two days', async () => {
    const { store } = await open();
    const seen = (key: string, at = NOW) => store.tx((tx) => isNew(tx, { key, at }));
    expect(await seen('click:1')).toBe(true);
    expect(await seen('click:1', NOW + 1)).toBe(false);
    expect(await seen('click:2', NOW + DAY_MS)).toBe(true);
    await store.tx((tx) => pruneInbox(tx, NOW + 2 * DAY_MS));
    expect(await seen('click:1')).toBe(false);
    await store.tx((tx) => pruneInbox(tx, NOW + 2 * DAY_MS + 1));
    expect(await seen('click:1')).toBe(true);
    expect(await seen('click:2')).toBe(false);
  });

  test('a slot of a job runs once', async () => {
    const { store } = await open();
    const claim = (job: string, slotAt: number) =>
      store.tx((tx) => claimSlot(tx, { job, slotAt, at: NOW }));
    expect(await claim('digest', NOW)).toBe(true);
    expect(await claim('digest', NOW)).toBe(false);
    expect(await claim('digest', NOW + 1)).toBe(true);
    expect(await claim('prune', NOW)).toBe(true);
  });

  test('an outcome is recorded once, and decided once', async () => {
    const { store } = await open();
    await storeAcme(store);
    const claim = anOutcome({ state: 'claimed', decidedById: null, decidedAt: null });
    const twin = { ...claim, id: asId('outcome', 'out_2') };
    expect(await store.tx((tx) => insertOutcome(tx, claim))).toBe(true);
    expect(await store.tx((tx) => insertOutcome(tx, twin))).toBe(false);
    const decide = (state: 'verified' | 'rejected') =>
      store.tx((tx) =>
        decideOutcome(tx, { id: claim.id, state, decidedById: MARA, decidedAt: NOW, reason: null }),
      );
    await decide('verified');
    await expect(decide('rejected')).rejects.toThrow(StaleError);
    const decided = { ...claim, state: 'verified', decidedById: MARA, decidedAt: NOW };
    expect(await listOutcomes(store.read, [ONBOARDING])).toEqual([decided]);
    expect(await listOutcomes(store.read, [asId('onboarding', 'onb_2')])).toEqual([]);
  });

  describe('people', () => {
    const other = asId('partner', 'par_other');
    const id = asId('contact', 'con_2');
    test.each<[special: string, second: Contact, refused: boolean]>([
      ['one colleague for an account', aColleague({ id }), true],
      ['one person of a partner for an account', aPartnerContact({ id }), true],
      ['the same account at two partners', aPartnerContact({ id, partnerId: other }), false],
      [
        'an account of ours in a partner',
        aPartnerContact({ id, slackUserId: 'U0MARA0001' }),
        false,
      ],
      ['invited people without an account', aPartnerContact({ id, slackUserId: null }), false],
      ['one person of an id', aPartnerContact({ slackUserId: 'U0OTHER001' }), true],
    ])('%s', async (_special, second, refused) => {
      const { store } = await open();
      await store.tx(async (tx) => {
        await insertContact(tx, aColleague());
        await insertContact(tx, aPartnerContact());
        await insertContact(tx, aPartnerContact({ id: DANA, slackUserId: null }));
      });
      const adding = store.tx((tx) => insertContact(tx, second));
      if (refused) await expect(adding).rejects.toThrow();
      else expect(await adding.then(() => getContact(store.read, second.id))).toEqual(second);
    });

    test('are changed without their roles, and roles without the people', async () => {
      const { store } = await open();
      await store.tx(async (tx) => {
        await insertContact(tx, aColleague({ roles: ['manager'] }));
        await insertContact(tx, aPartnerContact());
        await saveContact(tx, MARA, { name: 'Mara B.', standing: 'guest' });
        await addRole(tx, { contactId: MARA, role: 'v.legal' });
        await addRole(tx, { contactId: MARA, role: 'v.legal' });
        await clearTeamRole(tx, 'manager');
      });
      const mara = { ...aColleague(), name: 'Mara B.', standing: 'guest', roles: ['v.legal'] };
      expect(await getContact(store.read, MARA)).toEqual(mara);
      expect(await getContact(store.read, PRIYA)).toEqual(aPartnerContact());
      expect(await findColleague(store.read, 'U0PRIYA001')).toBeUndefined();
      await expect(getContact(store.read, DANA)).rejects.toThrow(NotFoundError);
    });
  });

  test.each<[what: string, item: Partial<Item>]>([
    ['an onboarding that there is not', { onboardingId: asId('onboarding', 'onb_no') }],
    ['a person that there is not', { acceptedById: asId('contact', 'con_no') }],
    ['a key that is taken', { id: asId('item', 'itm_new') }],
  ])('an item of %s is refused', async (_what, item) => {
    const { store } = await open();
    await storeAcme(store);
    const fresh = { id: asId('item', 'itm_new'), key: item.id ? 'QUA-1' : 'QUA-3' };
    const adding = store.tx((tx) => insertItems(tx, [anItem({ ...fresh, ...item })]));
    await expect(adding).rejects.toThrow();
    await store.tx((tx) =>
      insertItems(tx, [anItem({ ...fresh, key: 'QUA-3', acceptedById: PRIYA })]),
    );
  });
});
