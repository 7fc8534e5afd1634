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

/** What a person enters in a form, by block. */
export type Entries = NonNullable<Parameters<Person['submit']>[0]>;

type Input = Readonly<{
  block_id: string;
  optional?: boolean;
  element: Readonly<{ type: string; options?: readonly Readonly<{ value: string }>[] }>;
}>;

/**
 * `entries`, and something that will do in every other required field of the open form that stands
 * empty. A link or files for which the form has no block of that name go to the first input that
 * takes them; where there is none, they are left out.
 */
export function filledIn(who: Person, entries: Entries = {}, words = 'As agreed'): Entries {
  const inputs = inputsOf(who);
  const filled: Record<string, Entries[string]> = {};
  for (const [name, value] of Object.entries(entries)) {
    const block = blockFor(inputs, name);
    if (block !== undefined) filled[block] = value;
  }
  for (const { block_id, optional, element } of inputs) {
    const started = Object.keys(element).some((key) => key.startsWith('initial_'));
    if (optional !== true && !started) filled[block_id] ??= sampleOf(element, words);
  }
  return filled;
}

function inputsOf(who: Person): readonly Input[] {
  const blocks = (who.modal()?.view['blocks'] ?? []) as readonly (Input & { type: string })[];
  return blocks.filter(({ type }) => type === 'input');
}

/** Forms that ask for a link or files in fields of their own have other blocks for them. */
const TAKES: Readonly<Record<string, string>> = { link: 'url_text_input', files: 'file_input' };

function blockFor(inputs: readonly Input[], name: string): string | undefined {
  const taker = TAKES[name];
  if (taker === undefined || inputs.some(({ block_id }) => block_id === name)) return name;
  return inputs.find(({ element }) => element.type === taker)?.block_id;
}

const SAMPLES: Readonly<Record<string, Entries[string]>> = {
  url_text_input: 'https://acme.example/evidence',
  number_input: '1',
  datepicker: '2026-02-20',
  // Ticks all.
  checkboxes: true,
  file_input: [
    { name: 'evidence.pdf', mimetype: 'application/pdf', size: 13, content: 'As requested.' },
  ],
};

function sampleOf({ type, options = [] }: Input['element'], words: string): Entries[string] {
  return SAMPLES[type] ?? options[0]?.value ?? words;
}

/** What a partner with everything is asked: tier 2, and every item of the shipped playbook applies. */
export const USUAL_FACTS: Entries = {
  data: '2',
  depth: '3',
  access: '1',
  substitutability: '1',
  dependency: '2',
  answers: true,
};

/**
 * Starts a partner through the three forms. `country` and `zone` are looked up as a person would.
 * Returns the note that is left.
 */
export async function startPartner(
  who: Person,
  name: string,
  entries: Entries & Readonly<{ country: string; zone: string }>,
  facts: Entries = USUAL_FACTS,
): Promise<string | undefined> {
  const { country, zone, ...others } = entries;
  await must(who.command(`/onboard start ${name}`));
  await must(who.choose({ blockId: 'country' }, country));
  await must(who.choose({ blockId: 'zone' }, zone));
  await must(who.submit(others));
  await must(who.submit(facts));
  return send(who, {});
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
