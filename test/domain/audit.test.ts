import { expect, test } from 'vitest';
import {
  chainHash,
  firstBroken,
  GENESIS,
  type AuditEntry,
  type ChainedEntry,
} from '../../src/domain/audit.ts';
import { DANA, MARA, NOW } from '../support/builders.ts';

function chained(entries: readonly AuditEntry[]): readonly ChainedEntry[] {
  let prevHash = GENESIS;
  return entries.map((entry, index) => {
    const seq = index + 1;
    const hash = chainHash(prevHash, seq, entry);
    const link = { ...entry, seq, prevHash, hash };
    prevHash = hash;
    return link;
  });
}

const entry: AuditEntry = {
  at: NOW,
  actorId: MARA,
  action: 'item_accepted',
  subject: 'itm_1',
  detail: { from: 'open', to: 'accepted', rev: 3, late: false, reason: null },
};
const CHAIN = chained([entry, { ...entry, at: NOW + 1 }, { ...entry, actorId: 'slack' }]);
const changed = (change: Partial<ChainedEntry>) =>
  CHAIN.map((link) => (link.seq === 2 ? { ...link, ...change } : link));

test('a chain that nobody touched is whole, and so is an empty one', () => {
  expect(firstBroken(CHAIN)).toBeNull();
  expect(firstBroken([])).toBeNull();
});

test.each<[what: string, chain: readonly ChainedEntry[], broken: number]>([
  ['the moment', changed({ at: NOW + 2 }), 2],
  ['who acted', changed({ actorId: DANA }), 2],
  ['what was done', changed({ action: 'item_reopened' }), 2],
  ['to what', changed({ subject: 'itm_2' }), 2],
  ['a value of the detail', changed({ detail: { ...entry.detail, rev: 4 } }), 2],
  ['the type of a value', changed({ detail: { ...entry.detail, rev: '3' } }), 2],
  ['a detail more', changed({ detail: { ...entry.detail, more: null } }), 2],
  ['a detail less', changed({ detail: {} }), 2],
  ['the link', changed({ prevHash: GENESIS }), 2],
  ['the hash', changed({ hash: GENESIS }), 2],
  ['an entry that is gone', CHAIN.filter(({ seq }) => seq !== 2), 3],
  ['an order that is turned round', CHAIN.toReversed(), 3],
  ['an entry forged with a hash of its own', changed({ ...chained([entry])[0], seq: 2 }), 2],
])('a change of %s is found', (_what, chain, broken) => {
  expect(firstBroken(chain)).toBe(broken);
});

test('a rewritten entry breaks the one that follows it', () => {
  const [first, second] = CHAIN;
  const forged = { ...entry, at: NOW + 7 };
  const prevHash = first?.hash ?? '';
  const rewritten = changed({ ...forged, prevHash, hash: chainHash(prevHash, 2, forged) });
  expect(second?.at).not.toBe(forged.at);
  expect(firstBroken(rewritten)).toBe(3);
});

test('the order in which a database returns the keys of a detail does not matter', () => {
  const { detail } = entry;
  const turned = Object.fromEntries(Object.entries(detail).toReversed());
  expect(firstBroken(changed({ detail: turned }))).toBeNull();
});
