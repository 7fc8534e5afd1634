import { recordAudit } from '../../db/audit.ts';
import { insertClockEvents, listClocks, saveClock, type ClockWithEvents } from '../../db/clocks.ts';
import { isNew } from '../../db/inbox.ts';
import { saveItem } from '../../db/items.ts';
import { touchMessages } from '../../db/messages.ts';
import { getOnboarding } from '../../db/onboardings.ts';
import type { Tx } from '../../db/store.ts';
import { authorize, contactOf } from '../domain/access.ts';
import { replay } from '../domain/clock-replay.ts';
import { isOpenClock, type ClockEvent, type ClockKind, type ClockView } from '../domain/clock.ts';
import { wrongCorrection, type Correction } from '../domain/correction.ts';
import type { ClockId, ContactId, Instant, OnboardingId } from '../domain/ids.ts';
import { titleOf } from '../domain/nudge-line.ts';
import { calendarOf, timeFor, type WholeOnboarding } from '../domain/onboarding.ts';
import { moduleKeyOf } from '../domain/playbook.ts';
import { UserError } from '../errors.ts';
import { colleagueFor, type Signer } from './actor.ts';
import type { Deps } from './deps.ts';
import { findByName } from './find-partner.ts';
import { indexOf } from './follow-ball.ts';

/** A clock that can be corrected, in the words of its title. */
export type CorrectableClock = Readonly<{
  id: ClockId;
  kind: ClockKind;
  title: string;
  cycle: number;
  isOpen: boolean;
}>;
export type CorrectionChoices = Readonly<{
  onboardingId: OnboardingId;
  partnerName: string;
  /** The newest first. */
  clocks: readonly CorrectableClock[];
}>;

/** @throws RefusedError; UserError for an unknown name, or one that has no clocks yet */
export async function correctionChoices(
  deps: Deps,
  { signer, name }: Readonly<{ signer: Signer; name: string }>,
): Promise<CorrectionChoices> {
  const { read } = deps.store;
  authorize(await colleagueFor(read, deps, signer), 'correct_clock');
  const whole = await findByName(read, name);
  const clocks = await listClocks(read, whole.onboarding.id);
  if (clocks.length === 0) {
    throw new UserError(
      `${whole.partner.name} has no clocks yet: they start when they have joined.`,
    );
  }
  return {
    onboardingId: whole.onboarding.id,
    partnerName: whole.partner.name,
    clocks: clocks.toReversed().map(({ row }) => ({
      id: row.id,
      kind: row.kind,
      title: titleOf({ whole, clock: row }),
      cycle: row.cycle,
      isOpen: row.closedAt === null,
    })),
  };
}

export type CorrectionInput = Readonly<{
  signer: Signer;
  viewId: string;
  onboardingId: OnboardingId;
  clockId: ClockId;
  correction: Correction;
  reason: string;
}>;

/**
 * Adds to a clock what happened earlier and was not heard of then. Everything that follows from it is
 * computed anew; what was sent stays sent. Returns what is wrong, or null.
 * @throws RefusedError, NotFoundError; UserError for a clock of another partner
 */
export async function correctClock(deps: Deps, input: CorrectionInput): Promise<string | null> {
  const { signer, viewId, onboardingId, clockId, correction, reason } = input;
  const now = deps.now();
  return deps.store.tx(async (tx) => {
    const actor = await colleagueFor(tx, deps, signer);
    authorize(actor, 'correct_clock');
    const whole = await getOnboarding(tx, onboardingId);
    const found = (await listClocks(tx, onboardingId)).find(({ row }) => row.id === clockId);
    if (!found) throw new UserError('This clock is not there any more. Look again.');
    const wrong = wrongCorrection(correction, { startedAt: found.row.startedAt, now });
    if (wrong !== null) return wrong;
    if (!(await isNew(tx, { key: `view:${viewId}`, at: now }))) return null;
    const byId = contactOf(actor).id;
    const fresh = eventsOf(correction, { found, byId, reason, now });
    const view = await write(tx, deps, { whole, found, fresh });
    await recordAudit(tx, {
      at: now,
      actorId: byId,
      action: 'clock_corrected',
      subject: clockId,
      detail: { what: correction.what, from: correction.from, voided: view.breachVoided },
    });
    return null;
  });
}

function eventsOf(
  correction: Correction,
  {
    found: { events },
    byId: actorId,
    reason: note,
    now,
  }: Readonly<{ found: ClockWithEvents; byId: ContactId; reason: string; now: Instant }>,
): readonly ClockEvent[] {
  const seq = events.length + 1;
  const told = (nth: number, effectiveAt: Instant) =>
    ({ seq: seq + nth, effectiveAt, recordedAt: now, actorId, note }) as const;
  if (correction.what === 'done') return [{ ...told(0, correction.from), type: 'stop' }];
  const key = `correction#${seq}`;
  const pause = { type: 'pause', reason: 'waiting_other_side', key, until: null } as const;
  return [
    { ...told(0, correction.from), ...pause },
    { ...told(1, correction.to), type: 'resume', key },
  ];
}

/** Writes down the events, and what the clock and its item are then. */
async function write(
  tx: Tx,
  deps: Deps,
  {
    whole,
    found: { row, events },
    fresh,
  }: Readonly<{ whole: WholeOnboarding; found: ClockWithEvents; fresh: readonly ClockEvent[] }>,
): Promise<ClockView> {
  const time = timeFor(deps.settings, whole, deps.now());
  const all = [...events, ...fresh];
  const calendar = calendarOf(time, row.side);
  const view = replay({ policy: row.policy, events: all }, calendar, time.now);
  await insertClockEvents(tx, row.id, fresh);
  await saveClock(tx, row, indexOf(deps, view));
  const item = whole.items.find(({ id }) => id === row.subject);
  if (!item) return view;
  const due = view.dueAt ?? view.dueIfResumed;
  if (isOpenClock(view) && due !== null) {
    await saveItem(
      tx,
      row.kind === 'review' ? { ...item, reviewDueAt: due } : { ...item, dueAt: due },
    );
  }
  const moduleKeys = new Set([moduleKeyOf(item.key)]);
  await touchMessages(tx, { onboardingId: whole.onboarding.id, moduleKeys });
  return view;
}
