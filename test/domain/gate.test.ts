import { expect, test } from 'vitest';
import { gatePassed, gateState } from '../../src/domain/gate.ts';
import { aPlaybook, aSpec } from '../support/builders.ts';

const playbook = aPlaybook([
  aSpec({ id: 'QUA-1', gate: 1 }),
  aSpec({ id: 'QUA-2' }),
  aSpec({ id: 'QUA-3', gate: 2 }),
  aSpec({ id: 'QUA-4', gate: 1 }),
]);

test.each<[accepted: string, gate: 1 | 2, proofs: string, missing: string, passed: boolean]>([
  ['', 1, '0 of 2', 'QUA-1 QUA-4', false],
  ['QUA-4', 1, '1 of 2', 'QUA-1', false],
  ['QUA-2 QUA-3', 1, '0 of 2', 'QUA-1 QUA-4', false],
  ['QUA-1 QUA-4', 1, '2 of 2', '', true],
  ['QUA-1 QUA-4', 2, '0 of 1', 'QUA-3', false],
  ['QUA-3', 2, '1 of 1', '', false],
  ['QUA-1 QUA-3 QUA-4', 2, '1 of 1', '', true],
])('“%s” accepted: gate %i has %s proofs', (accepted, gate, proofs, missing, passed) => {
  const progress = { accepted: new Set(accepted.split(' ')), leftOut: new Set<string>() };
  const state = gateState(playbook, progress, gate);
  expect(`${state.accepted} of ${state.proofs}`).toBe(proofs);
  expect(state.missing.map(({ id }) => id).join(' ')).toBe(missing);
  expect(state.passed).toBe(passed);
  expect(gatePassed(playbook, progress, gate)).toBe(passed);
});
