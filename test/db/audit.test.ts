import { describe, expect, test } from 'vitest';
import { listAudit, listAuditBetween, recordAudit } from '../../db/audit.ts';
import { firstBroken } from '../../src/domain/audit.ts';
import { MARA, NOW } from '../support/builders.ts';
import { STORES } from '../support/stores.ts';

describe.each(STORES)('on %s', (_dialect, open) => {
  describe('the audit', () => {
    const entry = { at: NOW, actorId: MARA, action: 'item_accepted', subject: 'itm_1' } as const;
    const written = async () => {
      const opened = await open();
      for (const detail of [{ b: 1, a: 'x' }, {}, { late: false, reason: null }]) {
        await opened.store.tx((tx) => recordAudit(tx, { ...entry, detail }));
      }
      return opened;
    };

    test('is a chain, with what was written, in order', async () => {
      const { store } = await written();
      const chain = await listAudit(store.read);
      expect(chain.map(({ seq }) => seq)).toEqual([1, 2, 3]);
      expect(chain[0]).toMatchObject({ ...entry, detail: { b: 1, a: 'x' } });
      expect(firstBroken(chain)).toBeNull();
    });

    test('has no gap where a transaction failed', async () => {
      const { store } = await written();
      const failing = store.tx(async (tx) => {
        await recordAudit(tx, { ...entry, detail: {} });
        throw new Error('power cut');
      });
      await expect(failing).rejects.toThrow('power cut');
      await store.tx((tx) => recordAudit(tx, { ...entry, detail: {} }));
      const chain = await listAudit(store.read);
      expect(chain).toHaveLength(4);
      expect(firstBroken(chain)).toBeNull();
    });

    test('of a stretch of time has what was written at its edges, in order, and no more than asked', async () => {
      const { store } = await open();
      for (const at of [NOW - 1, NOW, NOW + 5, NOW + 6]) {
        await store.tx((tx) => recordAudit(tx, { ...entry, at, detail: {} }));
      }
      const between = (limit: number) =>
        listAuditBetween(store.read, { from: NOW, to: NOW + 5, limit });
      expect((await between(9)).map(({ at }) => at)).toEqual([NOW, NOW + 5]);
      expect((await between(1)).map(({ at }) => at)).toEqual([NOW]);
    });

    test.each([
      `update audit set action = 'nothing'`,
      `update audit set subject = 'itm_2' where seq = 2`,
      'delete from audit',
      'delete from audit where seq = 3',
    ])('refuses “%s”', async (sql) => {
      const { store, raw } = await written();
      await expect(raw(sql)).rejects.toThrow('audit is append-only');
      expect(await listAudit(store.read)).toHaveLength(3);
    });
  });
});
