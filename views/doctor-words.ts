import type { Ailment, Findings } from '../src/domain/doctor.ts';
import type { Instant, Zone } from '../src/domain/ids.ts';
import { count, minuteText } from './words.ts';

/* What the doctor says, in Slack and on a terminal: plain text, nothing escaped. */

/** What is wrong, and what to do about it. */
export type Advice = Readonly<{ what: string; mend: string }>;

/** Something to mend, in words. */
export function adviceOn(ailment: Ailment, zone: Zone): Advice {
  switch (ailment.kind) {
    case 'tick':
      return {
        what: `The minute tick ${ranText(ailment.at, zone)}: nothing is planned or reminded of.`,
        mend: 'Start the bot. Where it runs, look for “the tick failed” in its log.',
      };
    case 'auditor':
      return {
        what: `The auditor ${ranText(ailment.at, zone)}: nobody checks that every reminder goes out.`,
        mend: 'It runs every hour, after the tick. Look for “the tick failed” in the log.',
      };
    case 'gaps':
      return {
        what: `At ${minuteText(ailment.at, zone)} the auditor found ${count(ailment.gaps, 'gap')}: reminders that nobody had planned, or that never arrived.`,
        mend: 'They are planned anew. Should its next run find more, the audit log names each as nudge_gap.',
      };
    case 'overdue':
      return {
        what: `${count(ailment.count, 'reminder')} ${isOrAre(ailment.count)} more than an hour late.`,
        mend: 'Does Slack answer? The log says why sending waits; it goes on by itself.',
      };
    case 'failed':
      return {
        what: `${count(ailment.count, 'reminder')} never reached anybody, and nobody heard since.`,
        mend: 'Slack refused: the alarm says why. Put that right; the next one goes out by itself.',
      };
    case 'refused':
      return {
        what: `Slack refused ${count(ailment.count, 'message')} in the last seven days.`,
        mend: 'The alarms say which and why. What a channel lacks is sent again with the button under its alarm.',
      };
    case 'unclear':
      return {
        what: `Of ${count(ailment.count, 'message')} in the last seven days nobody knows whether Slack took ${ailment.count === 1 ? 'it' : 'them'}.`,
        mend: 'The alarms say which: look in their channels, and say it again where it is missing.',
      };
    case 'ownerless':
      return ownerlessAdvice(ailment);
    case 'zone_data':
      return {
        what: `The dates of ${count(ailment.clocks, 'open clock')} were computed with ${ailment.version.trim()}; now it is ${ailment.running.trim()}.`,
        mend: 'Start the bot anew: it computes them again.',
      };
  }
}

function ownerlessAdvice({
  partnerName,
  side,
  clocks,
}: Extract<Ailment, { kind: 'ownerless' }>): Advice {
  const counted = `${count(clocks, 'clock')} ${clocks === 1 ? 'calls' : 'call'} for nobody who can be reached`;
  return side === 'vendor'
    ? {
        what: `${partnerName}: ${counted} on our side.`,
        mend: 'Name somebody for the role with /onboard team, not a guest.',
      }
    : {
        what: `${partnerName}: ${counted} on their side.`,
        mend: 'Have their lead join the channel: /onboard status says who was invited.',
      };
}

/** What was looked at, whether or not anything is wrong. */
export function factsText({ tickAt, auditor }: Findings, zone: Zone): string {
  const found =
    auditor === null
      ? ''
      : ` and looked at ${count(auditor.result.clocks, 'clock')}: ${auditor.result.gaps === 0 ? 'no gaps' : count(auditor.result.gaps, 'gap')}`;
  return `The tick ${ranText(tickAt, zone)}. The auditor ${ranText(auditor?.at ?? null, zone)}${found}. Times are those of ${zone}.`;
}

function ranText(at: Instant | null, zone: Zone): string {
  return at === null ? 'has not run yet' : `last ran ${minuteText(at, zone)}`;
}

function isOrAre(n: number): string {
  return n === 1 ? 'is' : 'are';
}

/** `Nothing to mend.`, or how much there is. */
export function verdictText(ailments: readonly Ailment[]): string {
  return ailments.length === 0 ? 'Nothing to mend.' : `${count(ailments.length, 'thing')} to mend`;
}
