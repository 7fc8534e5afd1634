import type { GateNumber, ItemSpec, Playbook } from './playbook.ts';
import { itemSpecs } from './playbook.ts';

/** How far the items of an onboarding are, by their keys. What is left out is asked of nobody. */
export type Progress = Readonly<{
  accepted: ReadonlySet<string>;
  leftOut: ReadonlySet<string>;
}>;

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
export function gateState(playbook: Playbook, progress: Progress, gate: GateNumber): GateState {
  const proof = itemSpecs(playbook).filter(
    (spec) => spec.gate === gate && !progress.leftOut.has(spec.id),
  );
  const missing = proof.filter(({ id }) => !progress.accepted.has(id));
  return {
    gate,
    title: playbook.gates[gate].title,
    proofs: proof.length,
    accepted: proof.length - missing.length,
    missing,
    passed: gatePassed(playbook, progress, gate),
  };
}

/** A gate opens by proof: every item that names it, or an earlier gate, is accepted or left out. */
export function gatePassed(playbook: Playbook, progress: Progress, gate: GateNumber): boolean {
  return proofOf(playbook, gate).every(({ id }) => isFulfilled(progress, id));
}

/** The items that prove `gate`, with those of an earlier one. */
export function proofOf(playbook: Playbook, gate: GateNumber): readonly ItemSpec[] {
  return itemSpecs(playbook).filter((spec) => spec.gate !== undefined && spec.gate <= gate);
}

/** True when nothing waits for the item any more. */
export function isFulfilled({ accepted, leftOut }: Progress, key: string): boolean {
  return accepted.has(key) || leftOut.has(key);
}

/** The gate that a need names, if it names one. */
export function gateOfNeed(need: string): GateNumber | null {
  return need === 'gate-1' ? 1 : need === 'gate-2' ? 2 : null;
}

/** The keys of what a need names: the item, or all the proof of a gate. */
export function keysBehind(playbook: Playbook, need: string): readonly string[] {
  const gate = gateOfNeed(need);
  return gate === null ? [need] : proofOf(playbook, gate).map(({ id }) => id);
}

/** True when what `need` names, an item or a gate, is there. */
export function needMet(playbook: Playbook, progress: Progress, need: string): boolean {
  const gate = gateOfNeed(need);
  return gate === null ? isFulfilled(progress, need) : gatePassed(playbook, progress, gate);
}
