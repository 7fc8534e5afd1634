import type { KnownBlock } from '@slack/types';
import { BLOCKER_CATEGORIES, type BlockerCategory, type WaitsFor } from '../src/domain/blocker.ts';
import type { HeadlineBoard, ItemLine } from '../src/domain/board.ts';
import type { BlockerId, Day, EvidenceId, Instant, ItemId, Zone } from '../src/domain/ids.ts';
import type { Onboarding, Problem } from '../src/domain/onboarding.ts';
import { OUTCOME_TYPES, type FirstValue, type Outcome } from '../src/domain/outcome.ts';
import type { Median } from '../src/domain/survival.ts';
import {
  actions,
  button,
  context,
  cut,
  escapeMrkdwn,
  header,
  message,
  quote,
  section,
  type Message,
} from './kit.ts';
import { OPEN_EVIDENCE } from './module-message.ts';
import {
  ageText,
  count,
  dateText,
  dayText,
  medianText,
  momentToken,
  personText,
  waitsForText,
} from './words.ts';

/* Answers to `/onboard`: for our own people, and only for the one who asked. */

export const MARK_DONE = 'mark_done';
export const OPEN_REVIEW = 'open_review';
export const CLEAR_BLOCKER = 'clear_blocker';

const PARTNERS_SHOWN = 40;
const LINES_SHOWN = 10;

type PartnerRow = Readonly<{
  name: string;
  state: Onboarding['state'];
  problem: Problem | null;
  stage: string;
  accepted: number;
  total: number;
  late: HeadlineBoard['lateCount'];
  open: HeadlineBoard['openCount'];
  blockers: number;
  daysSinceSignature: number;
  firstValue: FirstValue | null;
}>;

/** `/onboard status`: all partners, those in trouble first. */
export function allPartnersAnswer({
  rows,
  timeToFirstValue,
}: Readonly<{ rows: readonly PartnerRow[]; timeToFirstValue: Median }>): Message {
  if (rows.length === 0) {
    return message('No partners yet. Start one with /onboard start.', [
      section('No partners yet. Start one with `/onboard start`.'),
    ]);
  }
  const lines = rows
    .slice(0, PARTNERS_SHOWN)
    .map((row) => `*${escapeMrkdwn(row.name)}*: ${rowText(row)}`);
  const more =
    rows.length > PARTNERS_SHOWN ? [context(`And ${rows.length - PARTNERS_SHOWN} more.`)] : [];
  const value = `Time to First Value: ${medianText(timeToFirstValue)}. Signature to first verified outcome, in calendar days; partners without one count as still waiting.`;
  return message(
    `${count(rows.length, 'partner')}. ${value}\n${rows.map((row) => `${row.name}: ${rowText(row)}`).join('\n')}`,
    [
      header(count(rows.length, 'partner')),
      ...pages(lines).map((page) => section(page)),
      ...more,
      context(value),
      context(escapeMrkdwn('More about one: `/onboard status <partner>`')),
    ],
  );
}

function rowText(row: PartnerRow): string {
  const { late, open, blockers, firstValue } = row;
  const parts = [
    row.problem ? 'needs you: the channel has a problem' : '',
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
      return `at ${escapeMrkdwn(stage)}`;
  }
}

/** Joins lines into texts that fit a section each. */
function pages(lines: readonly string[]): readonly string[] {
  const done: string[] = [];
  for (const line of lines) {
    const last = done.at(-1);
    if (last !== undefined && last.length + line.length < 2900)
      done[done.length - 1] = `${last}\n${line}`;
    else done.push(line);
  }
  return done;
}

export type BlockerLine = Readonly<{
  id: BlockerId;
  partnerName: string;
  category: BlockerCategory;
  waitsFor: WaitsFor;
  description: string;
  itemTitle: string | null;
  ownerUserId: string | null;
  ownerName: string | null;
  raisedByName: string | null;
  ageMs: number;
}>;

type OurLine = ItemLine & Readonly<{ mayAct: boolean; needsTick: boolean; needsEvidence: boolean }>;

/** `/onboard status <partner>`: one partner, with what the reader can do for them now. */
export function onePartnerAnswer(
  partner: Readonly<{
    row: PartnerRow;
    board: HeadlineBoard;
    signedOn: Day;
    channelId: string | null;
    ours: readonly OurLine[];
    theirs: readonly ItemLine[];
    blockers: readonly BlockerLine[];
    outcomes: readonly Outcome[];
    invitation: Readonly<{
      state: string;
      sentAt: Instant | null;
      limited: boolean;
      email: string | null;
    }> | null;
  }>,
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
  return message(`${row.name}: ${rowText(row)}. ${value}`, [
    header(row.name),
    section(`${rowText(row)}${channel}`),
    context(`${value} · ${gates.join(' · ')}`),
    ...(row.problem || row.state !== 'active' ? [section(channelText(partner, zone))] : []),
    section(
      `*Waiting for ${escapeMrkdwn(row.name)}* (${theirs.length})\n${lineList(theirs, zone)}`,
    ),
    section(`*Waiting for ${escapeMrkdwn(hostName)}* (${ours.length})`),
    ...ours.slice(0, LINES_SHOWN).map((line) => ourRow(line, zone)),
    ...(ours.length > LINES_SHOWN ? [context(`And ${ours.length - LINES_SHOWN} more.`)] : []),
    ...(blockers.length > 0 ? [section(`*${count(blockers.length, 'open blocker')}*`)] : []),
    ...blockers.slice(0, LINES_SHOWN).flatMap((line) => blockerBlocks(line, hostName)),
  ]);
}

function claimsText(outcomes: readonly Outcome[]): string {
  const waiting = outcomes.filter(({ state }) => state === 'claimed').length;
  return waiting === 0 ? '' : `, ${count(waiting, 'claim')} to verify`;
}

function channelText(
  {
    row,
    invitation,
  }: Readonly<{
    row: PartnerRow;
    invitation: Readonly<{
      state: string;
      sentAt: Instant | null;
      limited: boolean;
      email: string | null;
    }> | null;
  }>,
  zone: Zone,
): string {
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

/** What stands in the way of a channel, and what to do about it. */
export function problemText(problem: Problem): string {
  switch (problem.kind) {
    case 'slack_refused':
      return `Slack refused ${problem.call} (${problem.error}). ${REMEDY[problem.error] ?? 'Ask a Slack admin to put this right, then try again.'}`;
    case 'other_company':
      return `The invitation was accepted from ${problem.domain === '' ? 'an unknown company' : problem.domain}, not from the company it was sent to. Nothing is shown to them until you confirm that they are the partner.`;
    case 'declined':
      return 'The invitation was declined. Talk to the contact, then invite them from Slack’s own dialog: I notice when they join.';
    case 'disconnected':
      return 'The partner’s company has left the channel. Invite them again from Slack’s own dialog: I notice when they join.';
  }
}

/** What to do about refusals that people meet most. @see conversations.inviteShared */
const REMEDY: Readonly<Record<string, string>> = {
  restricted_action:
    'Your workspace does not let apps do this: an admin can allow it, then try again.',
  not_paid: 'Slack Connect needs a paid plan.',
  invalid_email:
    'The address does not exist. Invite the right person from Slack’s own dialog: I notice when they join.',
  name_taken: 'There is a channel of this name that is not mine. Rename it, then try again.',
  no_external_invite_permission: 'An admin must let me invite external people, then try again.',
  missing_scope: 'The app lacks a permission: install it again from manifest.yml, then try again.',
};

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

function ourRow(line: OurLine, zone: Zone): KnownBlock {
  const row = section(lineText(line, zone));
  if (!line.mayAct) return row;
  if (line.needsTick) return { ...row, accessory: button('Mark done', MARK_DONE, line.itemId) };
  if (line.needsEvidence)
    return { ...row, accessory: button('Add evidence', OPEN_EVIDENCE, line.itemId) };
  return row;
}

function blockerBlocks(line: BlockerLine, hostName: string): KnownBlock[] {
  const names = { host: hostName, partner: line.partnerName };
  const item = line.itemTitle === null ? '' : ` · stops “${escapeMrkdwn(line.itemTitle)}”`;
  const told = [
    `*${escapeMrkdwn(line.partnerName)}* · ${BLOCKER_CATEGORIES[line.category]} · open for ${ageText(line.ageMs)}`,
    `Waits for ${escapeMrkdwn(waitsForText(line.waitsFor, names))} · owner ${personText(line.ownerUserId, line.ownerName)}${item}`,
  ];
  return [
    { ...section(told.join('\n')), accessory: button('Solved', CLEAR_BLOCKER, line.id) },
    quote(cut(line.description, 500)),
  ];
}

const BLOCKERS_SHOWN = 20;

/** `/onboard blockers`: what is stuck, for how long, and who sees to it. */
export function blockersAnswer(lines: readonly BlockerLine[], hostName: string): Message {
  if (lines.length === 0) return message('No open blockers.', [section('No open blockers.')]);
  const said = lines.map(
    ({ partnerName, category, ageMs, ownerName }) =>
      `${partnerName}: ${BLOCKER_CATEGORIES[category]}, open for ${ageText(ageMs)}, owner ${ownerName ?? 'nobody'}`,
  );
  const more =
    lines.length > BLOCKERS_SHOWN ? [context(`And ${lines.length - BLOCKERS_SHOWN} more.`)] : [];
  return message([count(lines.length, 'open blocker'), ...said].join('\n'), [
    header(count(lines.length, 'open blocker')),
    ...lines.slice(0, BLOCKERS_SHOWN).flatMap((line) => blockerBlocks(line, hostName)),
    ...more,
  ]);
}

/** `/onboard review`: what waits for the reader's verdict. */
export function reviewsAnswer(
  lines: readonly Readonly<{
    itemId: ItemId;
    evidenceId: EvidenceId;
    partnerName: string;
    title: string;
    dueAt: Instant | null;
    late: boolean;
  }>[],
  zone: Zone,
): Message {
  if (lines.length === 0)
    return message('Nothing waits for your review.', [section('Nothing waits for your review.')]);
  const text = (line: (typeof lines)[number]) =>
    `${line.partnerName}: ${line.title}${line.dueAt === null ? '' : `, ${line.late ? 'was due' : 'due'} ${dayText(line.dueAt, zone)}`}`;
  return message([`${count(lines.length, 'review')} for you`, ...lines.map(text)].join('\n'), [
    header(`${count(lines.length, 'review')} for you`),
    ...lines.slice(0, PARTNERS_SHOWN).map((line) => ({
      ...section(escapeMrkdwn(text(line))),
      accessory: button('Review', OPEN_REVIEW, line.itemId),
    })),
  ]);
}

const COMMANDS = [
  ['start [partner]', 'start a partner: channel, invitation, checklist'],
  ['status [partner]', 'where everybody stands; with a name, one partner and what you can do now'],
  ['blockers [partner]', 'what is stuck, for how long, and who sees to it'],
  ['review', 'evidence that waits for your verdict'],
  ['outcome <partner>', 'record a first result; a colleague verifies it'],
  ['team', 'who owns and reviews what on our side'],
  ['digest', 'this week’s post for executives, as it would be now'],
  ['help', 'this list'],
] as const;

/** Words that `/onboard` understands. */
export const COMMAND_WORDS: readonly string[] = COMMANDS.map(
  ([usage]) => usage.split(' ')[0] ?? usage,
);

/** `/onboard help`; `told` says what was wrong with what was typed. */
export function helpAnswer(told?: string): Message {
  const lines = COMMANDS.map(([usage, does]) => `\`/onboard ${escapeMrkdwn(usage)}\`  ${does}`);
  const intro = told === undefined ? [] : [section(escapeMrkdwn(told))];
  return message([...(told === undefined ? [] : [told]), ...lines].join('\n'), [
    ...intro,
    section(lines.join('\n')),
    context('Partners need no commands: they use the buttons in their channel.'),
  ]);
}

/** Something to press again, after a person has put a reason right. */
export function retryRow(actionId: string, value: string, label: string): KnownBlock {
  return actions(button(label, actionId, value, 'primary'));
}
