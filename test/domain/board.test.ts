import { describe, expect, test } from 'vitest';
import { headlineBoard, moduleBoard, openLines } from '../../src/domain/board.ts';
import type { Item } from '../../src/domain/item.ts';
import {
  aLockedItem,
  aModule,
  anItem,
  aPlaybook,
  aSpec,
  aWhole,
  NOW,
  PRIYA,
} from '../support/builders.ts';

const leftOut = (key: string): Item => ({ ...aLockedItem(key), status: 'left_out' });
const accepted = (key: string): Item =>
  anItem({ key, status: 'accepted', acceptedAt: NOW, acceptedById: PRIYA });

const playbook = {
  ...aPlaybook(),
  modules: [
    aModule({
      items: [
        aSpec({ id: 'QUA-1', gate: 1 }),
        aSpec({ id: 'QUA-2', gate: 1 }),
        aSpec({ id: 'QUA-3', needs: ['QUA-1', 'QUA-2', 'gate-1'], title: 'Sell' }),
      ],
    }),
    aModule({ key: 'INT', title: 'Integration', items: [aSpec({ id: 'INT-1' })] }),
  ],
};

describe('what does not apply', () => {
  const whole = aWhole({
    playbook,
    items: [anItem({ key: 'QUA-1' }), leftOut('QUA-2'), aLockedItem('QUA-3'), leftOut('INT-1')],
  });

  test('is neither shown nor counted', () => {
    const board = moduleBoard(whole, { moduleKey: 'QUA', part: 1 }, NOW);
    expect(board).toMatchObject({ accepted: 0, total: 2, done: false });
    expect(board?.lines).toHaveLength(2);
    expect(openLines(whole, 'partner', NOW)).toHaveLength(1);
  });

  test('proves no gate, and nobody waits for it', () => {
    const { gates } = headlineBoard(whole, NOW);
    expect(gates[0]).toMatchObject({ accepted: 0, proofs: 1, passed: false });
    const board = moduleBoard(whole, { moduleKey: 'QUA', part: 1 }, NOW);
    expect(board?.lines[1]?.waitsFor).toEqual(['Sign the terms', 'Gate 1']);
  });

  test('takes its module from the headline when nothing else is in it', () => {
    expect(headlineBoard(whole, NOW).modules.map(({ title }) => title)).toEqual(['Qualification']);
  });
});

test('a locked item names only what it still waits for', () => {
  const items = [accepted('QUA-1'), accepted('QUA-2'), aLockedItem('QUA-3')];
  const board = moduleBoard(aWhole({ playbook, items }), { moduleKey: 'QUA', part: 1 }, NOW);
  expect(board?.lines[2]?.waitsFor).toEqual([]);
});
