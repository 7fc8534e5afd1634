import { expect, test } from 'vitest';
import { blockerAgeMs, blockerOf } from '../../src/domain/blocker.ts';
import { asId } from '../../src/domain/ids.ts';
import { aBlocker, NOW } from '../support/builders.ts';

const [one, other] = [asId('item', 'itm_1'), asId('item', 'itm_2')];

test.each<[special: string, clearedAt: number | null, age: number]>([
  ['an open blocker ages', null, 5_000],
  ['a cleared one has stopped to', NOW + 1_000, 1_000],
])('%s', (_special, clearedAt, age) => {
  expect(blockerAgeMs(aBlocker({ raisedAt: NOW, clearedAt }), NOW + 5_000)).toBe(age);
});

test('only an open blocker of the item itself stops it', () => {
  const cleared = aBlocker({ id: asId('blocker', 'blk_1'), itemId: one, clearedAt: NOW });
  const open = aBlocker({ id: asId('blocker', 'blk_2'), itemId: one });
  const general = aBlocker({ id: asId('blocker', 'blk_3'), itemId: null });
  expect(blockerOf([cleared, general, open], one)).toBe(open);
  expect(blockerOf([cleared, general, open], other)).toBeUndefined();
  expect(blockerOf([cleared, general], one)).toBeUndefined();
});
