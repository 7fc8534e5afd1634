import type { FieldValue, Outcome, Person, Slack, UploadSpec } from '../slack/index.ts';
import type { Act } from './acts.ts';
import type { ActReply } from './protocol.ts';

type ActOf<K extends Act['do']> = Extract<Act, { do: K }>;
type Typed = NonNullable<ActOf<'press'>['typed']>;
type File = NonNullable<ActOf<'say'>['files']>[number];

/** One way for each thing a person can do; a missing one does not compile. */
const DO: { [K in Act['do']]: (who: Person, act: ActOf<K>) => Promise<ActReply> } = {
  command: async (who, { text, channel, thread }) => told(await who.command(text, channel, thread)),
  say: async (who, { channel, text, thread, files = [] }) => {
    await who.say(channel, text, thread, files.map(upload));
    return { ok: true };
  },
  press: async (who, { target, typed }) => {
    fill(who, typed);
    return told(await who.click(known(target)));
  },
  tick: async (who, { target, on, typed }) => {
    fill(who, typed);
    return told(await (on ? who.tick(known(target)) : who.untick(known(target))));
  },
  choose: async (who, { target, value, typed }) => {
    fill(who, typed);
    return told(await who.choose(known(target), value));
  },
  suggest: async (who, { target, query }) => ({
    ok: true,
    options: await who.suggestions(known(target), query),
  }),
  submit: async (who, { values }) => told(await who.submit(fieldsOf(values))),
  dismiss: async (who, { all }) => told(await (all ? who.dismissAll() : who.dismiss())),
  home: async (who) => {
    await who.home();
    return { ok: true };
  },
  accept: async (who, { invitation }) => {
    await who.acceptInvitation(invitation);
    return joined(who, invitation);
  },
  approve: async (who, { invitation }) => {
    await who.approveInvitation(invitation);
    return joined(who, invitation);
  },
  decline: async (who, { invitation }) => {
    await who.declineInvitation(invitation);
    return { ok: true };
  },
  add: async (who, { channel, person }) => {
    await who.addToChannel(channel, person);
    return { ok: true };
  },
};

/** Does what a person on the page does. What Slack would not let them is told, not thrown. */
export async function perform(slack: Slack, act: Act): Promise<ActReply> {
  const perform = DO[act.do] as (who: Person, act: Act) => Promise<ActReply>;
  try {
    return await perform(slack.as(act.as), act);
  } catch (error) {
    return { ok: false, text: error instanceof Error ? error.message : String(error) };
  }
}

/** Where an invitation leads, once nobody's approval is awaited any more. */
function joined(who: Person, invitation: string): ActReply {
  const name = who.invitations().find(({ id }) => id === invitation)?.channelName;
  const channel = who.channels().find((one) => one.name === name)?.id;
  return { ok: true, ...(channel !== undefined && { channel }) };
}

function told({ ok, text, errors, refused }: Outcome): ActReply {
  return known({ ok, text, errors, refused });
}

/** Types into the form what stands in it on the page, before one of its controls is used. */
function fill(who: Person, typed: Typed | undefined): void {
  if (typed) who.fill(fieldsOf(typed));
}

function fieldsOf(typed: Typed): Record<string, FieldValue> {
  const fields: Record<string, FieldValue> = {};
  for (const [name, value] of Object.entries(typed)) fields[name] = fieldOf(value);
  return fields;
}

function fieldOf(value: Typed[string]): FieldValue {
  if (!Array.isArray(value)) return value;
  const files = value.filter((one) => typeof one === 'object');
  return files.length > 0 ? files.map(upload) : value.filter((one) => typeof one === 'string');
}

function upload({ name, mimetype, size, base64 }: File): UploadSpec {
  return { name, mimetype, size, content: Buffer.from(base64, 'base64') };
}

/** Without the fields that were left out: to the simulator they would be given. */
function known<T extends object>(target: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  const given = Object.entries(target).filter(([, value]) => value !== undefined);
  return Object.fromEntries(given) as { [K in keyof T]: Exclude<T[K], undefined> };
}
