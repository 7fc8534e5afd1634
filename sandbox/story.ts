import type { Outcome, Person } from './slack/index.ts';
import { CAST } from './cast.ts';
import type { Stage } from './stage.ts';

/** One scene: what happens, told in a sentence, and done through the doors that people use. */
export type Scene = Readonly<{
  title: string;
  /** When it happens; scenes are in order of time. */
  at: string;
  /** Ends with what a form told the person who sent it, if it told anything. */
  play: (stage: Stage) => Promise<string | undefined>;
}>;

/** When the story starts: a Monday morning in Berlin and Lisbon. */
export const STORY_START = Date.parse('2026-03-02T09:00:00+01:00');

/** The first week of one partner, from the signed contract to the digest that tells of it. */
export const STORY: readonly Scene[] = [
  {
    title: 'Mara, partner manager at Northwind, names who reviews what',
    at: '2026-03-02T09:00:00+01:00',
    play: async ({ person: { mara } }) => {
      await must(mara.command('/onboard team'));
      const people = { 'v.legal': CAST.dana, 'v.sec': CAST.sam, 'v.csl': CAST.theo };
      return send(mara, { manager: [CAST.mara], executive: [CAST.eva], ...people });
    },
  },
  {
    title: 'Acme has signed. Mara starts them with one command',
    at: '2026-03-02T09:05:00+01:00',
    play: async ({ person: { mara } }) => {
      await must(mara.command('/onboard start Acme'));
      await must(mara.choose({ blockId: 'zone' }, 'Europe/Lisbon'));
      return send(mara, {
        type: 'integrator',
        email: 'priya@acme.example',
        signed_on: '2026-02-27',
      });
    },
  },
  {
    title: 'Priya at Acme accepts the invitation; the checklist appears',
    at: '2026-03-02T09:40:00+01:00',
    play: async ({ person: { priya } }) => {
      const [invitation] = priya.invitations();
      if (!invitation) throw new Error('Priya was not invited');
      if (invitation.status === 'sent') await priya.acceptInvitation(invitation.id);
      return undefined;
    },
  },
  {
    title: 'She registers Acme: a tick, and five more items open',
    at: '2026-03-02T09:50:00+01:00',
    play: async ({ person: { priya }, acme }) => {
      await must(priya.tick({ channel: acme(), label: 'Register the partner and name the leads' }));
      return undefined;
    },
  },
  {
    title: 'Ticking an item that needs proof asks for the proof. She hands it in',
    at: '2026-03-02T11:00:00+01:00',
    play: async ({ person: { priya }, acme }) => {
      await must(priya.tick({ channel: acme(), label: 'Verify company identity and ownership' }));
      const extract = { name: 'register-extract.pdf', mimetype: 'application/pdf', size: 84_000 };
      return send(priya, {
        note: 'Register extract of Acme Lda, September 2025.',
        files: [extract],
      });
    },
  },
  {
    title: 'Dana from legal judges it criterion by criterion, and sends it back',
    at: '2026-03-02T14:00:00+01:00',
    play: async (stage) => {
      const { dana } = stage.person;
      await must(dana.click({ ...inDm(stage, dana, 'handed in evidence'), label: 'Review' }));
      return send(dana, {
        criterion_0: 'not_met',
        criterion_1: 'met',
        criterion_2: 'met',
        reason: 'The extract is six months old. Please send one from this quarter.',
      });
    },
  },
  {
    title: 'Priya sends a newer one',
    at: '2026-03-03T09:30:00+01:00',
    play: async ({ person: { priya }, acme }) => {
      await must(priya.tick({ channel: acme(), label: 'Verify company identity and ownership' }));
      return send(priya, {
        link: 'https://register.example/acme/2026-02',
        note: 'Extract of 20 February 2026.',
      });
    },
  },
  {
    title: 'Dana accepts it: what was met stays met',
    at: '2026-03-03T10:10:00+01:00',
    play: async (stage) => {
      const { dana } = stage.person;
      await must(dana.click({ ...inDm(stage, dana, 'handed in evidence'), label: 'Review' }));
      return send(dana, { criterion_0: 'met' });
    },
  },
  {
    title: 'Priya cannot go on without an answer about API versions, and says so',
    at: '2026-03-03T15:00:00+01:00',
    play: async ({ person: { priya }, acme }) => {
      await must(
        priya.click({ ...newest(priya, acme(), '· Qualification'), actionId: 'open_blocker' }),
      );
      return send(priya, {
        description:
          'Which API version will still be supported next year? We cannot fill in the profile.',
        waits_for: 'vendor',
        category: 'documentation',
        item: optionOf(priya, 'Complete the technical prerequisite profile'),
      });
    },
  },
  {
    title: 'Mara looks at what is stuck, answers Priya, and clears the blocker',
    at: '2026-03-04T10:00:00+01:00',
    play: async (stage) => {
      const { mara } = stage.person;
      await must(mara.command('/onboard blockers'));
      await must(mara.click({ ...inDm(stage, mara, 'open for'), label: 'Solved' }));
      return undefined;
    },
  },
  {
    title: 'Thursday, five in the afternoon in Lisbon: what is due and not done is nudged',
    at: '2026-03-05T17:01:00+00:00',
    play: nothing,
  },
  {
    title: 'Acme has closed its first deal. Mara records it, Theo verifies it',
    at: '2026-03-06T16:00:00+01:00',
    play: async (stage) => {
      const { mara, theo } = stage.person;
      await must(mara.command('/onboard outcome acme'));
      await send(mara, {
        type: 'deal',
        reference: 'CRM opportunity 4711',
        happened_on: '2026-03-05',
      });
      await stage.settle();
      await must(theo.click({ ...inDm(stage, theo, 'Please verify'), label: 'Verify' }));
      return send(theo, { verdict: 'verified' });
    },
  },
  {
    title: 'Mara asks where Acme stands',
    at: '2026-03-06T16:30:00+01:00',
    play: async ({ person: { mara } }) => {
      await must(mara.command('/onboard status'));
      await must(mara.command('/onboard status acme'));
      return undefined;
    },
  },
  {
    title: 'Monday, nine in the morning in Berlin: the executives read their week',
    at: '2026-03-09T09:01:00+01:00',
    play: nothing,
  },
];

/** Time passes, and the clock does the rest. */
function nothing(): Promise<undefined> {
  return Promise.resolve(undefined);
}

/** Plays `scene` at its time, and lets everything that follows from it happen. */
export async function playScene(stage: Stage, scene: Scene): Promise<string | undefined> {
  stage.clock.moveTo(Date.parse(scene.at));
  await stage.settle();
  const told = await scene.play(stage);
  await stage.settle();
  return told;
}

/** Fails loudly when Slack told the person that something went wrong. */
async function must(doing: Promise<Outcome>): Promise<Outcome> {
  const outcome = await doing;
  if (outcome.ok) return outcome;
  const why = { text: outcome.text, errors: outcome.errors, status: outcome.status };
  throw new Error(`That did not work: ${JSON.stringify(why)}`);
}

/** Sends the open form; returns the note that it leaves, if any, and closes it. */
async function send(
  who: Person,
  values: Parameters<Person['submit']>[0],
): Promise<string | undefined> {
  await must(who.submit(values));
  const note = who.modal()?.text;
  if (note !== undefined) await who.dismiss();
  return note;
}

/** The newest message in a person's direct messages with the bot that says `text`. */
function inDm({ dm }: Stage, who: Person, text: string): Readonly<{ channel: string; ts: string }> {
  const channel = dm(who);
  if (channel === undefined) throw new Error(`The bot has not written to ${who.id}`);
  return newest(who, channel, text);
}

/** The newest message of a channel that says `text`. */
function newest(
  who: Person,
  channel: string,
  text: string,
): Readonly<{ channel: string; ts: string }> {
  const found = who.sees(channel).findLast((message) => message.text.includes(text));
  if (!found) throw new Error(`${who.id} sees no message with “${text}”`);
  return { channel, ts: found.ts };
}

/** The value of an option of the open form, by what it says. */
function optionOf(who: Person, label: string): string {
  const view = JSON.stringify(who.modal()?.view);
  const found = new RegExp(`"text":"${label}"[^}]*},"value":"([^"]+)"`).exec(view)?.[1];
  if (found === undefined) throw new Error(`The form does not offer “${label}”`);
  return found;
}
