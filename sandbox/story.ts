import { filledIn, must, newest, inDm, startPartner, optionOf, send } from './doing.ts';
import { CAST } from './cast.ts';
import type { Stage } from './stage.ts';

/** One scene: what happens, told in a sentence, and done through the doors that people use. */
export type Scene = Readonly<{
  id: string;
  title: string;
  /** When it happens; scenes are in order of time. */
  at: string;
  /** Who does it; nobody where time alone brings it about. */
  by: keyof typeof CAST | null;
  /** How to do it by hand, on the page. */
  how: string;
  /** Ends with what a form told the person who sent it, if it told anything. */
  play: (stage: Stage) => Promise<string | undefined>;
  /** Whether it has happened, by what people see. */
  happened: (stage: Stage) => boolean;
}>;

/** What Mara says of Acme in the first form. */
export const ACME = {
  type: 'integrator',
  email: 'priya@acme.example',
  signed_on: '2026-02-27',
  go_live: '2026-08-03',
  country: 'PT',
  zone: 'Europe/Lisbon',
} as const;

/** When the story starts: a Monday morning in Berlin and Lisbon. */
export const STORY_START = Date.parse('2026-03-02T09:00:00+01:00');

const REGISTER = 'Register the partner and name the leads';
const IDENTITY = 'Verify company identity and ownership';
const PROFILE = 'Complete the technical prerequisite profile';

/** The first week of one partner, from the signed contract to the digest that tells of it. */
export const STORY: readonly Scene[] = [
  {
    id: 'team',
    title: 'Mara, partner manager at Northwind, names who reviews what',
    at: '2026-03-02T09:00:00+01:00',
    by: 'mara',
    how: 'Type `/onboard team` and name the reviewers.',
    play: async ({ person: { mara } }) => {
      await must(mara.command('/onboard team'));
      const people = { 'v.legal': CAST.dana, 'v.sec': CAST.sam, 'v.csl': CAST.theo };
      return send(mara, { manager: [CAST.mara], executive: [CAST.eva], ...people });
    },
    happened: () => true,
  },
  {
    id: 'start',
    title: 'Acme has signed. Mara starts them: one command, three short forms',
    at: '2026-03-02T09:05:00+01:00',
    by: 'mara',
    how: 'Type `/onboard start Acme`: three short forms.\n1. Technology or integration · `priya@acme.example` · `Portugal` · `Europe/Lisbon`.\n2. Business contacts · own demo tenant · in weeks · under 5 %; tick all three.\n3. Read the plan, and press Start.',
    play: ({ person: { mara } }) => startPartner(mara, 'Acme', ACME),
    happened: ({ person: { priya } }) => priya.invitations().length > 0,
  },
  {
    id: 'accept',
    title: 'Priya at Acme accepts the invitation; the checklist appears',
    at: '2026-03-02T09:40:00+01:00',
    by: 'priya',
    how: 'The invitation is in Priya’s sidebar: open it, and accept.',
    play: async ({ person: { priya } }) => {
      const [invitation] = priya.invitations();
      if (!invitation) throw new Error('Priya was not invited');
      if (invitation.status === 'sent') await priya.acceptInvitation(invitation.id);
      return undefined;
    },
    happened: (stage) => partnerReads(stage).includes(REGISTER),
  },
  {
    id: 'register',
    title: 'She registers Acme: a tick, and five more items open',
    at: '2026-03-02T09:50:00+01:00',
    by: 'priya',
    how: `In “1 · Qualification”, tick “${REGISTER}”.`,
    play: async ({ person: { priya }, acme }) => {
      await must(priya.tick({ channel: acme(), label: REGISTER }));
      return undefined;
    },
    happened: (stage) => partnerReads(stage).includes(`[x] ${REGISTER}`),
  },
  {
    id: 'hand_in',
    title: 'Ticking an item that needs proof asks for the proof. She hands it in',
    at: '2026-03-02T11:00:00+01:00',
    by: 'priya',
    how: `Tick “${IDENTITY}”. Fill in what is asked: \`Portugal\`, a number, \`Acme, Lda.\`, who owns it, and a date that is too old, in September 2025. Attach any file, and press Hand in.`,
    play: async ({ person: { priya }, acme }) => {
      await must(priya.tick({ channel: acme(), label: IDENTITY }));
      const content = 'Register extract of Acme Lda, September 2025.';
      const extract = {
        name: 'register-extract.pdf',
        mimetype: 'application/pdf',
        size: content.length,
        content,
      };
      return send(
        priya,
        filledIn(priya, {
          field_country: 'Portugal',
          field_registerNumber: '516 123 456',
          field_legalName: 'Acme, Lda.',
          field_owners: 'Priya Sousa 60 %, Omar Reis 40 %',
          field_extractDate: '2025-09-12',
          files: [extract],
          note: content,
        }),
      );
    },
    happened: ({ person: { dana } }) => asked(dana) > 0,
  },
  {
    id: 'return',
    title: 'Dana from legal judges it criterion by criterion, and sends it back',
    at: '2026-03-02T14:00:00+01:00',
    by: 'dana',
    how: 'Open Dana’s messages from the bot and press Review. One criterion is not met: say why.',
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
    happened: (stage) =>
      partnerReads(stage).includes('needs one more round') || isAccepted(stage, IDENTITY),
  },
  {
    id: 'again',
    title: 'Priya sends a newer one',
    at: '2026-03-03T09:30:00+01:00',
    by: 'priya',
    how: `Back to Priya: tick “${IDENTITY}” again. What she said is still there: change the date to one in February 2026, attach the newer extract, and hand it in.`,
    play: async ({ person: { priya }, acme }) => {
      await must(priya.tick({ channel: acme(), label: IDENTITY }));
      return send(
        priya,
        filledIn(priya, {
          field_extractDate: '2026-02-20',
          link: 'https://register.example/acme/2026-02',
          note: 'Extract of 20 February 2026.',
        }),
      );
    },
    happened: (stage) => asked(stage.person.dana) > 1 || isAccepted(stage, IDENTITY),
  },
  {
    id: 'accepted',
    title: 'Dana accepts it: what was met stays met',
    at: '2026-03-03T10:10:00+01:00',
    by: 'dana',
    how: 'Dana presses Review on the new version. What was met stays met: one verdict is left.',
    play: async (stage) => {
      const { dana } = stage.person;
      await must(dana.click({ ...inDm(stage, dana, 'handed in evidence'), label: 'Review' }));
      return send(dana, { criterion_0: 'met' });
    },
    happened: (stage) => isAccepted(stage, IDENTITY),
  },
  {
    id: 'blocked',
    title: 'Priya cannot go on without an answer about API versions, and says so',
    at: '2026-03-03T15:00:00+01:00',
    by: 'priya',
    how: 'Press “I’m blocked” under Qualification, and say what you wait for.',
    play: async ({ person: { priya }, acme }) => {
      await must(
        priya.click({ ...newest(priya, acme(), '· Qualification'), actionId: 'open_blocker' }),
      );
      return send(priya, {
        description:
          'Which API version will still be supported next year? We cannot fill in the profile.',
        waits_for: 'vendor',
        category: 'documentation',
        item: optionOf(priya, PROFILE),
      });
    },
    happened: (stage) => partnerReads(stage).includes('is blocked:'),
  },
  {
    id: 'answered',
    title: 'Mara looks at what is stuck, answers Priya, and clears the blocker',
    at: '2026-03-04T09:40:00+01:00',
    by: 'mara',
    how: 'Mara types `/onboard blockers` and presses Solved.',
    play: async (stage) => {
      const { mara } = stage.person;
      await must(mara.command('/onboard blockers'));
      await must(mara.click({ ...inDm(stage, mara, 'open for'), label: 'Solved' }));
      return undefined;
    },
    happened: (stage) => partnerReads(stage).includes('solved a blocker'),
  },
  {
    id: 'plan',
    title: 'Mara looks at the plan: the risk tier, every date, the longest way',
    at: '2026-03-04T10:10:00+01:00',
    by: 'mara',
    how: 'Mara types `/onboard plan acme`. Only she sees the answer. The button at its end shows what other facts would change.',
    play: async ({ person: { mara } }) => {
      await must(mara.command('/onboard plan acme'));
      return undefined;
    },
    happened: (stage) => anywhere(stage, 'mara').includes('Plan for Acme'),
  },
  {
    id: 'nudged',
    title: 'Thursday, five in the afternoon in Lisbon: what is due and not done is nudged',
    at: '2026-03-05T17:01:00+00:00',
    by: null,
    how: 'Move time on to what is due next, and look into the shared channel.',
    play: nothing,
    happened: (stage) => partnerReads(stage).includes('of yours'),
  },
  {
    id: 'first_value',
    title: 'Acme has closed its first deal. Mara records it, Theo verifies it',
    at: '2026-03-06T16:00:00+01:00',
    by: 'mara',
    how: 'Mara types `/onboard outcome acme` and records the deal. Then Theo verifies it in his messages from the bot.',
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
    happened: ({ person: { mara } }) => mara.dms().includes('is verified'),
  },
  {
    id: 'status',
    title: 'Mara asks where Acme stands',
    at: '2026-03-06T16:30:00+01:00',
    by: 'mara',
    how: 'Mara types `/onboard status acme`. Only she sees the answer.',
    play: async ({ person: { mara } }) => {
      await must(mara.command('/onboard status'));
      await must(mara.command('/onboard status acme'));
      return undefined;
    },
    happened: (stage) => anywhere(stage, 'mara').includes('Waiting for Acme'),
  },
  {
    id: 'digest',
    title: 'Monday, nine in the morning in Berlin: the executives read their week',
    at: '2026-03-09T09:01:00+01:00',
    by: null,
    how: 'Move time on to Monday morning, and read #exec-partners as Eva.',
    play: nothing,
    happened: ({ person: { eva }, executives }) => eva.reads(executives).includes('week to'),
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

/** Plays the scenes `ids` of the story, in its order. */
export async function playScenes(stage: Stage, ids: readonly string[]): Promise<void> {
  for (const scene of STORY.filter(({ id }) => ids.includes(id))) await playScene(stage, scene);
}

/** Plays the story from its beginning to the end of the scene `last`. */
export async function playUntil(stage: Stage, last: string): Promise<void> {
  if (!STORY.some(({ id }) => id === last)) throw new Error(`There is no scene ${last}`);
  for (const scene of STORY) {
    await playScene(stage, scene);
    if (scene.id === last) return;
  }
}

/** Everything that Priya reads in Acme's channel; nothing before she is in it. */
function partnerReads({ person: { priya } }: Stage): string {
  const channel = priya.channels().find(({ name }) => name.startsWith('onboard-acme'));
  return channel ? priya.reads(channel.id) : '';
}

function isAccepted(stage: Stage, title: string): boolean {
  return partnerReads(stage).includes(`✓ ${title}`);
}

/** How often a reviewer was asked. */
function asked(reviewer: Stage['person']['dana']): number {
  return reviewer.dms().split('handed in evidence').length - 1;
}

/** Everything that somebody reads, wherever. */
function anywhere({ person }: Stage, name: keyof typeof CAST): string {
  const who = person[name];
  return who
    .channels()
    .map(({ id }) => who.reads(id))
    .join('\n');
}
