import type { Instant } from './ids.ts';
import type { AuditResult } from './nudge-audit.ts';

/* Whether the bot does by itself what it should: what health pages and the doctor go by. */

/** The jobs whose runs are on record. */
export const JOBS = { tick: 'tick', auditor: 'auditor' } as const;

/** More than this between two ticks, and nothing is planned any more. */
export const STALE_TICK_MS = 3 * 60_000;
/** The auditor runs every hour; two that were missed in a row are no accident. */
export const STALE_AUDITOR_MS = 3 * 3_600_000;

/** A run of the auditor that ended: when it began, and what it found. */
export type AuditRun = Readonly<{ at: Instant; result: AuditResult }>;

/** What one process knows of itself. */
export type Pulse = Readonly<{
  startedAt: Instant;
  /** The last run of any process; null before the first. */
  auditor: AuditRun | null;
}>;

/** What monitoring is told: `isWell` is green or red, the lines say why and what else is worth a look. */
export type Health = Readonly<{ isWell: boolean; lines: readonly string[] }>;

/** True for a run that is too long ago, or never was. */
export function isStale(auditor: AuditRun | null, now: Instant): boolean {
  return auditor === null || now - auditor.at > STALE_AUDITOR_MS;
}

/**
 * How well the auditor is. After a start it has as long as between two runs that were missed; what
 * it found is told and is no reason to restart anything.
 */
export function auditorHealth({ startedAt, auditor }: Pulse, now: Instant): Health {
  const isLate = isStale(auditor, now);
  const isWell = !isLate || now - startedAt <= STALE_AUDITOR_MS;
  const last = auditor === null ? 'has not run yet' : `last ran at ${stamp(auditor.at)}`;
  const lines = [
    ...(isLate && (auditor !== null || !isWell) ? [`The auditor ${last}`] : []),
    ...(auditor !== null && auditor.result.gaps > 0 ? [gapsText(auditor)] : []),
  ];
  return { isWell, lines };
}

function gapsText({ at, result: { gaps } }: AuditRun): string {
  return `The auditor found ${gaps} ${gaps === 1 ? 'gap' : 'gaps'} at ${stamp(at)}: npm run onboard -- doctor`;
}

function stamp(at: Instant): string {
  return `${new Date(at).toISOString().slice(0, 16)}Z`;
}
