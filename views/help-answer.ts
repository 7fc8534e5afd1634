import { context, escapeMrkdwn, message, section, type Message } from './kit.ts';

const COMMANDS = [
  ['start [partner]', 'start a partner: channel, invitation, checklist'],
  ['status [partner]', 'where everybody stands; with a name, one partner and what you can do now'],
  [
    'plan <partner>',
    'every item with its date, what is left out and why, and what the plan rests on',
  ],
  ['blockers [partner]', 'what is stuck, for how long, and who sees to it'],
  ['review', 'evidence that waits for your verdict'],
  ['outcome <partner>', 'record a first result; a colleague verifies it'],
  ['playbook find <words>', 'items, criteria and templates that say something about it'],
  ['playbook log', 'what its versions changed, and why'],
  ['pause <partner>', 'all clocks stand still, by agreement; with a reason and a day'],
  ['resume <partner>', 'they go on'],
  ['correct <partner>', 'what happened to a clock earlier than it was heard of'],
  ['away', 'when you are not there, and your hours; reminders go to your backup'],
  ['team', 'who owns and reviews what on our side'],
  ['digest', 'this week’s post for executives, as it would be now'],
  ['sla <partner>', 'every clock, theirs and ours: what is late, due and standing still'],
  ['sla preview <partner>', 'who will be reminded when, if nothing happens'],
  ['sla log <partner>', 'who was reminded when and why, and why not'],
  ['doctor', 'whether reminders and messages go out, and what to mend'],
  ['help', 'this list'],
] as const;

/** Words that `/onboard` understands. */
export const COMMAND_WORDS: readonly string[] = COMMANDS.map(
  ([usage]) => usage.split(' ')[0] ?? usage,
).filter((word, index, all) => all.indexOf(word) === index);

/** `/onboard help`; `told` says what was wrong with what was typed. */
export function helpAnswer(told?: string): Message {
  const lines = COMMANDS.map(([usage, does]) => `\`/onboard ${escapeMrkdwn(usage)}\`  ${does}`);
  const intro = told === undefined ? [] : [section(escapeMrkdwn(told))];
  return message([...(told === undefined ? [] : [escapeMrkdwn(told)]), ...lines].join('\n'), [
    ...intro,
    section(lines.join('\n')),
    context('Partners need no commands: they use the buttons in their channel.'),
  ]);
}
