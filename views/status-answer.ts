import type { KnownBlock } from '@slack/types';
import type { ItemLine } from '../src/domain/board.ts';
import type { Zone } from '../src/domain/ids.ts';
import { OUTCOME_TYPES, type Outcome } from '../src/domain/outcome.ts';
import type { AllPartners, OnePartner, OurLine, PartnerRow } from '../src/domain/portfolio.ts';
import { blockerBlocks } from './blockers-answer.ts';
import { problemText } from './channel-problem.ts';
import {
  button,
  context,
  escapeMrkdwn,
  fitting,
  header,
  message,
  section,
  type Message,
} from './kit.ts';
import { itemActions, OPEN_EVIDENCE } from './module-message.ts';
import { count, dateText, dayText, medianText, momentToken } from './words.ts';

export const MARK_DONE = 'mark_done';

const LINES_SHOWN = 10;

/** `/onboard status`: all partners, those in trouble first. */
export function allPartnersAnswer({ rows, timeToFirstValue }: AllPartners): Message {
  if (rows.length === 0) {
    return message('No partners yet. Start one with /onboard start.', [
      section('No partners yet. Start one with `/onboard start`.'),
    ]);
  }
  const title = count(rows.length, 'partner');
  const value = `Time to First Value: ${medianText(timeToFirstValue)}. Signature to first verified outcome, in calendar days; partners without one count as still waiting.`;
  const said = rows.map((row) => `${row.name}: ${rowText(row)}`);
  const head = header(title);
  const foot = [
    context(value),
    context(escapeMrkdwn('More about one: `/onboard status <partner>`')),
  ];
  const lines = rows.map((row) => [
    section(`*${escapeMrkdwn(row.name)}*: ${escapeMrkdwn(rowText(row))}`),
  ]);
  return message(escapeMrkdwn([`${title}. ${value}`, ...said].join('\n')), [
    head,
    ...fitting(lines, [head, ...foot]),
    ...foot,
  ]);
}

function rowText(row: PartnerRow): string {
  const { late, open, blockers, firstValue } = row;
  const parts = [
    row.problem ? 'needs you: the channel has a problem' : '',
    row.paused ? 'paused' : '',
    stateText(row),
    `${row.accepted} of ${row.total} accepted`,
    row.state === 'active' ? `open: ${open.partner} theirs, ${open.vendor} ours` : '',
    late.partner + late.vendor > 0 ? `late: ${late.partner} theirs, ${late.vendor} ours` : '',
    blockers > 0 ? count(blockers, 'blocker') : '',
    firstValue
      ? `first value after ${count(firstValue.days, 'day')}`
      : `day ${Math.max(0, row.daysSinceSignature)} since signature`,
  ];
  return parts.filter((part) => part !== '').join(' · ');
}

function stateText({ state, stage }: Pick<PartnerRow, 'state' | 'stage'>): string {
  switch (state) {
    case 'provisioning':
      return 'channel being made';
    case 'inviting':
      return 'invited, not here yet';
    case 'active':
      return `at ${stage}`;
  }
}

/** `/onboard status <partner>`: one partner, with what the reader can do for them now. */
export function onePartnerAnswer(
  partner: OnePartner,
  { hostName, zone }: Readonly<{ hostName: string; zone: Zone }>,
): Message {
  const { row, board, ours, theirs, blockers } = partner;
  const channel = partner.channelId === null ? '' : ` · <#${partner.channelId}>`;
  const gates = board.gates.map(({ gate, accepted, proofs, passed }) =>
    passed ? `gate ${gate} open` : `gate ${gate}: ${accepted} of ${proofs} proofs`,
  );
  const value = row.firstValue
    ? `Time to First Value: ${count(row.firstValue.days, 'day')} (${OUTCOME_TYPES[row.firstValue.type].toLowerCase()}, verified)`
    : `Time to First Value: not yet, day ${Math.max(0, row.daysSinceSignature)} since ${dateText(partner.signedOn)}${claimsText(partner.outcomes)}`;
  const fixed = [
    header(row.name),
    section(`${escapeMrkdwn(rowText(row))}${channel}`),
    context(`${value} · ${gates.join(' · ')}`),
    ...(row.problem || row.state !== 'active' ? [section(channelText(partner, zone))] : []),
    section(
      `*Waiting for ${escapeMrkdwn(row.name)}* (${theirs.length})\n${lineList(theirs, zone)}`,
    ),
    section(`*Waiting for ${escapeMrkdwn(hostName)}* (${ours.length})`),
    ...(blockers.length > 0 ? [section(`*${count(blockers.length, 'open blocker')}*`)] : []),
  ];
  const heading = blockers.length > 0 ? fixed.length - 1 : fixed.length;
  const ourRows = fitting(
    ours.map((line) => ourRow(line, zone)),
    fixed,
  );
  const stuck = blockers.map((line) => blockerBlocks(line, hostName));
  return message(escapeMrkdwn(`${row.name}: ${rowText(row)}. ${value}`), [
    ...fixed.slice(0, heading),
    ...ourRows,
    ...fixed.slice(heading),
    ...fitting(stuck, [...fixed, ...ourRows]),
  ]);
}

function claimsText(outcomes: readonly Outcome[]): string {
  const waiting = outcomes.filter(({ state }) => state === 'claimed').length;
  return waiting === 0 ? '' : `, ${count(waiting, 'claim')} to verify`;
}

function channelText({ row, invitation }: OnePartner, zone: Zone): string {
  if (row.problem) return `*The channel needs you:* ${escapeMrkdwn(problemText(row.problem))}`;
  const sent = invitation?.sentAt ?? null;
  if (sent === null) return 'The channel is being made; the invitation follows.';
  const expires = dayText(sent + 14 * 86_400_000, zone);
  const limits =
    invitation?.limited === true
      ? ' Slack allowed a post-only invitation: upgrade it once they are in.'
      : '';
  return `Invited ${escapeMrkdwn(invitation?.email ?? 'the contact')} on ${dayText(sent, zone)}. Slack lets the invitation lapse on ${expires}.${limits}`;
}

function lineList(lines: readonly ItemLine[], zone: Zone): string {
  if (lines.length === 0) return 'nothing open';
  const shown = lines.slice(0, LINES_SHOWN).map((line) => `• ${lineText(line, zone)}`);
  return [
    ...shown,
    ...(lines.length > LINES_SHOWN ? [`And ${lines.length - LINES_SHOWN} more.`] : []),
  ].join('\n');
}

function lineText(line: ItemLine, zone: Zone): string {
  const state =
    line.status === 'in_review' ? 'to review' : line.status === 'returned' ? 'sent back' : 'open';
  const due =
    line.dueAt === null
      ? ''
      : ` · ${line.late ? 'late, was due' : 'due'} ${momentToken(line.dueAt, zone)}`;
  const who = line.person ?? line.role;
  const blocked = line.blockedBy === null ? '' : ' · blocked';
  return `${escapeMrkdwn(line.title)} (${state}, ${escapeMrkdwn(who)})${due}${blocked}`;
}

/** One of our items, with what the reader can do about it. */
function ourRow(line: OurLine, zone: Zone): KnownBlock[] {
  const row = section(lineText(line, zone));
  const { itemId, mayAct, needsTick, needsEvidence, hasTemplates } = line;
  if (!mayAct) return [row];
  const doIt = [
    ...(needsTick ? [button('Mark done', MARK_DONE, itemId)] : []),
    ...(needsEvidence ? [button('Add evidence', OPEN_EVIDENCE, itemId)] : []),
  ];
  return [row, itemActions({ itemId, hasTemplates, rev: 'status' }, doIt)];
}
