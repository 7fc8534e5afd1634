import type { KnownBlock } from '@slack/types';
import type { Amendment, Playbook } from '../src/domain/playbook.ts';
import { context, escapeMrkdwn, fitting, message, sections, simple, type Message } from './kit.ts';
import { dateText } from './words.ts';

/** `/onboard playbook log`: what each version changed and why, newest first. */
export function logAnswer({ title, version, amendments }: Playbook): Message {
  if (amendments.length === 0) {
    return simple(`${title}, version ${version}, has no log yet: nothing was released so far.`);
  }
  const about = escapeMrkdwn(`${title}, version ${version}: what each version changed`);
  const top = context(about);
  const entries = amendments.toReversed().map(entryText);
  const rows = entries.map((entry): KnownBlock[] => sections(entry.split('\n')));
  return message([about, ...entries].join('\n\n'), [top, ...fitting(rows, [top])]);
}

function entryText({ version, on, who, what, why, partners }: Amendment): string {
  const lines = [
    `*Version ${version}*, ${dateText(on)}, ${escapeMrkdwn(who)}`,
    escapeMrkdwn(what),
    `_Why:_ ${escapeMrkdwn(why)}`,
    partners === undefined ? '' : `_Told to partners:_ ${escapeMrkdwn(partners)}`,
  ];
  return lines.filter((line) => line !== '').join('\n');
}
