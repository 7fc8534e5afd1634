import { lastOutboxSeq, listOutboxAfter, type OutboxRow } from '../db/outbox.ts';
import { listClocks } from '../db/clocks.ts';
import { getContact } from '../db/contacts.ts';
import { listNudges } from '../db/nudges.ts';
import { getOnboarding } from '../db/onboardings.ts';
import { nextDue } from '../src/usecases/next-due.ts';
import type { Deps } from '../src/usecases/deps.ts';
import type { NoticeOf } from '../src/domain/notice.ts';
import { stepText } from '../src/domain/clock-steps.ts';
import { itemSpec } from '../src/domain/playbook.ts';
import type { Sandbox } from './open.ts';

/** What the clock set off, and why. */
export type Fired = Readonly<{ at: number; what: string; why: string }>;

/** More than happens in a stretch of time that anybody looks through. */
const ROWS_READ = 5_000;

/**
 * Moves time on to `until`, stopping wherever something is due, so that it happens at its hour.
 * Returns what happened by itself on the way, in order.
 */
export async function advance({ stage, app }: Sandbox, until: number): Promise<readonly Fired[]> {
  const { clock, settle } = stage;
  const after = await lastOutboxSeq(app.deps.store.read);
  for (;;) {
    const next = await nextDue(app.deps);
    if (!next || next.at > until) break;
    clock.moveTo(next.at);
    await settle();
  }
  clock.moveTo(until);
  await settle();
  const rows = await listOutboxAfter(app.deps.store.read, { after, limit: ROWS_READ });
  const fired = await Promise.all(rows.map((row) => firedBy(app.deps, row)));
  return fired.flatMap((one) => one ?? []);
}

/** The next thing that happens by itself, in words; null when nothing will. */
export async function nextInWords(
  deps: Deps,
): Promise<Readonly<{ at: number; what: string }> | null> {
  const next = await nextDue(deps);
  switch (next?.kind) {
    case 'clock':
      return { at: next.at, what: `reminder about ${next.partnerName}` };
    case 'delivery':
      return { at: next.at, what: `reminder to ${next.personName ?? 'somebody'}` };
    case 'digest':
      return { at: next.at, what: 'weekly digest' };
    case undefined:
      return null;
  }
}

async function firedBy(deps: Deps, row: OutboxRow): Promise<Fired | undefined> {
  const { intent, createdAt: at, state } = row;
  const fate = state === 'sent' ? '' : ` (${state}${row.lastError ? `: ${row.lastError}` : ''})`;
  switch (intent.kind) {
    case 'nudge': {
      const { what, why } = await nudgeInWords(deps, intent);
      return { at, what: `${what}${fate}`, why };
    }
    case 'digest':
      return {
        at,
        what: `Weekly digest to the executives${fate}`,
        why: `Mondays at 9:00, ${deps.settings.zone}`,
      };
    case 'undelivered':
      return {
        at,
        what: `Alarm: a message could not be delivered${fate}`,
        why: `Outbox row ${intent.outboxSeq} was given up`,
      };
    default:
      // Everything else follows from what a person did.
      return undefined;
  }
}

async function nudgeInWords(
  { store }: Deps,
  { contactId, nudgeIds }: NoticeOf<'nudge'>,
): Promise<Readonly<{ what: string; why: string }>> {
  const who = await getContact(store.read, contactId);
  const nudges = await listNudges(store.read, nudgeIds);
  const partners = new Set<string>();
  const why: string[] = [];
  for (const { onboardingId, clockId, step } of nudges) {
    const { partner, playbook, items } = await getOnboarding(store.read, onboardingId);
    partners.add(partner.name);
    const clocks = await listClocks(store.read, onboardingId);
    const clock = clocks.find(({ row }) => row.id === clockId)?.row;
    const item = items.find(({ id }) => id === clock?.subject);
    const title = item ? itemSpec(playbook, item.key).title : partner.name;
    why.push(`“${title}”: ${stepText(step)}`);
  }
  return {
    what: `Reminder to ${who.name ?? 'somebody'} about ${[...partners].join(', ')}`,
    why: why.join(', '),
  };
}
