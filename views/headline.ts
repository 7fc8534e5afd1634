import type { KnownBlock } from '@slack/types';
import type { HeadlineBoard, ItemLine } from '../src/domain/board.ts';
import { PAUSE_REASONS } from '../src/domain/clock.ts';
import { dayOf } from '../src/domain/local-time.ts';
import type { Zone } from '../src/domain/ids.ts';
import type { Plan } from '../src/domain/plan.ts';
import {
  actions,
  button,
  context,
  escapeMrkdwn,
  header,
  message,
  section,
  type Message,
} from './kit.ts';
import { spoken } from './module-message.ts';
import { OPEN_SEARCH } from './search-modal.ts';
import { OPEN_ESCALATION } from './update-modal.ts';
import { count, dateText, dayText, momentToken, waitsForText, type CompanyNames } from './words.ts';

/** The pinned first message of a partner's channel: where we stand, and who has the ball. */
export function headline(
  board: HeadlineBoard,
  hostName: string,
  goLive: Plan['goLive'] = null,
): Message {
  const names: CompanyNames = { host: hostName, partner: board.partnerName };
  const title = `Onboarding ${board.partnerName} with ${hostName}`;
  const help = board.managerUserId === null ? '' : `Questions go to <@${board.managerUserId}>.`;
  if (board.waitingForPartner) {
    const told = `Welcome. The checklist appears here as soon as ${escapeMrkdwn(board.partnerName)} has joined.`;
    return message(`${escapeMrkdwn(title)}. ${told}`, [header(title), section(`${told} ${help}`)]);
  }
  const blocks: KnownBlock[] = [
    header(title),
    section(`*Now at ${escapeMrkdwn(board.stage)}*`),
    ...(board.pause === null ? [] : [section(`*${pauseText(board.pause, board.zone)}*`)]),
    section(nextText(board, 'partner', names)),
    section(nextText(board, 'vendor', names)),
    ...(board.blockers.length > 0 ? [section(blockerText(board, names))] : []),
    section([gatesText(board), ...(goLive ? [goLiveText(goLive, board.zone)] : [])].join('\n')),
    context(modulesText(board)),
    context(
      `Tick what is done, add evidence where it is asked for, and press “I’m blocked” when you cannot go on. ${help}`,
    ),
    actions(
      button('Search the playbook', OPEN_SEARCH, board.onboardingId),
      button('Escalate', OPEN_ESCALATION, board.onboardingId),
    ),
  ];
  const { zone, next } = board;
  const said = [...next.partner, ...next.vendor].map((line) => spoken(line, { names, zone }));
  const paused = board.pause === null ? [] : [pauseText(board.pause, zone)];
  const text = [`${title}. Now at ${board.stage}.`, ...paused, ...said].join('\n');
  return message(escapeMrkdwn(text), blocks);
}

/** `Paused until Mon 9 Mar (a break that both agreed on). All clocks stand still.` */
export function pauseText(
  { reason, until }: NonNullable<HeadlineBoard['pause']>,
  zone: Zone,
): string {
  const day = until === null ? '' : ` until ${dayText(until, zone)}`;
  return `Paused${day} (${PAUSE_REASONS[reason]}). All clocks stand still.`;
}

function nextText(board: HeadlineBoard, side: 'partner' | 'vendor', names: CompanyNames): string {
  const who = escapeMrkdwn(side === 'partner' ? names.partner : names.host);
  const open = board.openCount[side];
  const late = board.lateCount[side];
  const counted = open === 0 ? 'nothing open' : `${open} open${late > 0 ? `, ${late} late` : ''}`;
  const lines = board.next[side].map((line) => `• ${lineText(line, board)}`);
  return [`*Next for ${who}* (${counted})`, ...lines].join('\n');
}

function lineText(line: ItemLine, { zone }: HeadlineBoard): string {
  const state =
    line.status === 'in_review' ? ' (review)' : line.status === 'returned' ? ' (sent back)' : '';
  const due =
    line.dueAt === null
      ? ''
      : `, ${line.late ? 'was due' : 'due'} ${momentToken(line.dueAt, zone)}`;
  return `${escapeMrkdwn(line.title)}${state}${due}`;
}

function blockerText({ blockers }: HeadlineBoard, names: CompanyNames): string {
  const by = blockers.map(({ waitsFor }) => waitsForText(waitsFor, names));
  const who = [...new Set(by)].map(escapeMrkdwn).join(', ');
  return `*${count(blockers.length, 'blocker')}*, waiting for ${who}`;
}

function gatesText({ gates }: HeadlineBoard): string {
  const lines = gates.map(({ gate, title, accepted, proofs, passed }) =>
    passed
      ? `✓ *Gate ${gate}* ${escapeMrkdwn(title)}: open`
      : `*Gate ${gate}* ${escapeMrkdwn(title)}: ${accepted} of ${count(proofs, 'proof')} accepted`,
  );
  return lines.join('\n');
}

/** What both sides work towards: the forecast, and the day that is meant. */
function goLiveText({ expectedAt, target }: NonNullable<Plan['goLive']>, zone: Zone): string {
  const meant = target === null ? '' : `, target ${dateText(target)}`;
  return `*Go-live* expected by ${dateText(dayOf(expectedAt, zone))}${meant}`;
}

function modulesText({ modules }: HeadlineBoard): string {
  return modules
    .map(
      ({ number, title, accepted, total }) =>
        `${number} ${escapeMrkdwn(title)} ${accepted}/${total}`,
    )
    .join(' · ');
}
