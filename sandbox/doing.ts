import type { Outcome, Person } from './slack/index.ts';
import type { Stage } from './stage.ts';

/* What people do in a scene, in a line each. */

/** Fails loudly when Slack told the person that something went wrong. */
export async function must(doing: Promise<Outcome>): Promise<Outcome> {
  const outcome = await doing;
  if (outcome.ok) return outcome;
  const why = { text: outcome.text, errors: outcome.errors, status: outcome.status };
  throw new Error(`That did not work: ${JSON.stringify(why)}`);
}

/** Sends the open form; returns the note that it leaves, if any, and closes it. */
export async function send(
  who: Person,
  values: Parameters<Person['submit']>[0],
): Promise<string | undefined> {
  await must(who.submit(values));
  const note = who.modal()?.text;
  if (note !== undefined) await who.dismiss();
  return note;
}

/** The newest message in a person's direct messages with the bot that says `text`. */
export function inDm(
  { dm }: Stage,
  who: Person,
  text: string,
): Readonly<{ channel: string; ts: string }> {
  const channel = dm(who);
  if (channel === undefined) throw new Error(`The bot has not written to ${who.id}`);
  return newest(who, channel, text);
}

/** The newest message of a channel that says `text`. */
export function newest(
  who: Person,
  channel: string,
  text: string,
): Readonly<{ channel: string; ts: string }> {
  const found = who.sees(channel).findLast((message) => message.text.includes(text));
  if (!found) throw new Error(`${who.id} sees no message with “${text}”`);
  return { channel, ts: found.ts };
}

/** The value of an option of the open form, by what it says. */
export function optionOf(who: Person, label: string): string {
  const view = JSON.stringify(who.modal()?.view);
  const found = new RegExp(`"text":"${label}"[^}]*},"value":"([^"]+)"`).exec(view)?.[1];
  if (found === undefined) throw new Error(`The form does not offer “${label}”`);
  return found;
}
