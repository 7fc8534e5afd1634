import { itemSpecs, type GateNumber, type ItemSpec, type Playbook } from './playbook.ts';

/** What stands between a partner and a gate. `missing` is in reading order. */
export type GateState = Readonly<{
  gate: GateNumber;
  title: string;
  proofs: number;
  accepted: number;
  missing: readonly ItemSpec[];
  passed: boolean;
}>;

/** How far the proof of `gate` has come. Gate 2 takes gate 1 as well. */
export function gateState(
  playbook: Playbook,
  acceptedKeys: ReadonlySet<string>,
  gate: GateNumber,
): GateState {
  const proof = itemSpecs(playbook).filter((spec) => spec.gate === gate);
  const missing = proof.filter(({ id }) => !acceptedKeys.has(id));
  return {
    gate,
    title: playbook.gates[gate].title,
    proofs: proof.length,
    accepted: proof.length - missing.length,
    missing,
    passed: gatePassed(playbook, acceptedKeys, gate),
  };
}

/** A gate opens by proof: every item that names it, or an earlier gate, is accepted. */
export function gatePassed(
  playbook: Playbook,
  acceptedKeys: ReadonlySet<string>,
  gate: GateNumber,
): boolean {
  return itemSpecs(playbook).every(
    (spec) => spec.gate === undefined || spec.gate > gate || acceptedKeys.has(spec.id),
  );
}
