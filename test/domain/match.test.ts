import { expect, test } from 'vitest';
import { matchByName } from '../../src/domain/match.ts';

const PARTNERS = [
  'Acme',
  'Acme Labs',
  'Northern Lights',
  'Blue Harbor',
  'Blue Harvest',
  'Zenit',
].map((name) => ({ name }));

test.each<[special: string, wanted: string, found: string]>([
  ['the whole name, though others begin so', 'Acme', 'Acme'],
  ['in small letters, with spaces around', '  acme labs ', 'Acme Labs'],
  ['the beginning', 'nor', 'Northern Lights'],
  ['a part', 'lights', 'Northern Lights'],
  ['a slip in a short name', 'zenith', 'Zenit'],
  ['several slips in a long name', 'Nothern Ligts', 'Northern Lights'],
])('%s finds one', (_special, wanted, found) => {
  expect(matchByName(PARTNERS, wanted)).toEqual({ kind: 'one', found: { name: found } });
});

test.each<[special: string, wanted: string, names: string[]]>([
  ['a beginning', 'blue', ['Blue Harbor', 'Blue Harvest']],
  ['a part', 'har', ['Blue Harbor', 'Blue Harvest']],
])('%s of several names them', (_special, wanted, names) => {
  expect(matchByName(PARTNERS, wanted)).toEqual({ kind: 'several', names });
});

test.each<
  [special: string, all: readonly { name: string }[], wanted: string, nearest: string | null]
>([
  ['another name suggests the nearest', PARTNERS, 'Zephyrix', 'Zenit'],
  ['two slips are too many in four letters', PARTNERS, 'axne', 'Acme'],
  ['without partners there is nothing to suggest', [], 'Acme', null],
])('%s', (_special, all, wanted, nearest) => {
  expect(matchByName(all, wanted)).toEqual({ kind: 'none', nearest });
});
