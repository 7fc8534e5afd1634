import { endOfWorkingDay, type Calendar } from './calendar.ts';
import { instantOf } from './local-time.ts';
import { gateOfNeed, proofOf } from './gate.ts';
import type { Day, Instant, Zone } from './ids.ts';
import { moduleItems, type ItemSpec, type Playbook } from './playbook.ts';

/** What due dates count from. */
export type DueBasis = Readonly<{
  playbook: Playbook;
  signedOn: Day;
  targetGoLive: Day | null;
  /** The partner's: their days are meant. */
  zone: Zone;
  /** When an item was opened and accepted, by its key; null while it was not. */
  openedAt: (key: string) => Instant | null;
  acceptedAt: (key: string) => Instant | null;
}>;

/**
 * When the owner of an item that opens owes it: its working days after what they count from. An
 * anchor that has not come counts as now, and nobody has less than one working day.
 * @param at when it opens
 * @param calendar of the owner's side
 */
export function dueAtOpening(
  spec: ItemSpec,
  { basis, at, calendar }: Readonly<{ basis: DueBasis; at: Instant; calendar: Calendar }>,
): Instant {
  const anchor = anchorAt(spec, basis);
  const due =
    anchor === null
      ? endOfWorkingDay(at, Math.abs(spec.target), calendar)
      : endOfWorkingDay(anchor, spec.target, calendar);
  return Math.max(due, endOfWorkingDay(at, 1, calendar));
}

/** When what the days of `spec` count from came; null when it has not, or when it is the opening. */
function anchorAt({ from, id }: ItemSpec, basis: DueBasis): Instant | null {
  const { playbook, signedOn, targetGoLive, zone, openedAt, acceptedAt } = basis;
  if (from === undefined) return null;
  if (from === 'signed') return instantOf(signedOn, NOON, zone);
  if (from === 'go-live') return targetGoLive === null ? null : instantOf(targetGoLive, NOON, zone);
  if (from === 'module') return earliest(moduleItems(playbook, id).map(({ id }) => openedAt(id)));
  if (from === 'kickoff') {
    // Of several, the first that applies: one that does not is never accepted.
    return known(playbook.milestones.kickoff.map(acceptedAt))[0] ?? null;
  }
  const gate = gateOfNeed(from);
  if (gate === null) return acceptedAt(from);
  return latest(proofOf(playbook, gate).map(({ id }) => acceptedAt(id)));
}

const NOON = '12:00';

function known(instants: readonly (Instant | null)[]): readonly Instant[] {
  return instants.filter((at) => at !== null);
}

function earliest(instants: readonly (Instant | null)[]): Instant | null {
  const some = known(instants);
  return some.length === 0 ? null : Math.min(...some);
}

function latest(instants: readonly (Instant | null)[]): Instant | null {
  const some = known(instants);
  return some.length === 0 ? null : Math.max(...some);
}
