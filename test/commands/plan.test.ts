import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { listAudit } from '../../db/audit.ts';
import { listPlanChanges } from '../../db/plan-changes.ts';
import { CAST, HOST_TEAM } from '../../sandbox/cast.ts';
import { startPartner } from '../../sandbox/doing.ts';
import type { Person } from '../../sandbox/slack/index.ts';
import { asId } from '../../src/domain/ids.ts';
import { readPlaybook } from '../../src/playbook-folder.ts';
import { startPartner as startPartnerIn } from '../../src/usecases/start-partner.ts';
import { inChannel, inDm, redeliver, register } from '../support/acts.ts';
import { someFacts } from '../support/builders.ts';
import { temporaryFolder } from '../support/stores.ts';
import { createWorld, type World } from '../support/world.ts';

const PLAYBOOKS = join(import.meta.dirname, '../../playbooks');
const SHIPPED = readPlaybook(join(PLAYBOOKS, 'partner-onboarding')).version;
const NEXT = SHIPPED + 1;
const ACME = {
  email: 'priya@acme.example',
  signed_on: '2026-02-27',
  country: 'PT',
  zone: 'Europe/Lisbon',
};
/** No data, no integration: tier 4. */
const SHALLOW = { data: '0', depth: '0', access: '0', substitutability: '0', dependency: '1' };

async function joined(world: World): Promise<string> {
  const { priya } = world.person;
  await world.settle();
  await priya.acceptInvitation(priya.invitations()[0]?.id ?? '');
  await world.settle();
  return world.slack.channels().find(({ name }) => name.startsWith('onboard-'))?.id ?? '';
}

/** Nils becomes a partner manager, and no admin. */
async function nameNils({ person: { mara }, settle }: World): Promise<void> {
  await mara.command('/onboard team');
  await mara.submit({ manager: [CAST.mara, CAST.nils] });
  await mara.dismiss();
  await settle();
}

/** Opens the form that changes what the plan of Acme rests on. */
async function openFacts(who: Person): Promise<void> {
  await who.command('/onboard plan Acme');
  await who.click({ ...inDm(who, 'Plan for Acme'), label: 'Change what it rests on' });
}

async function planChanges(world: World) {
  const { store } = world.app().deps;
  const [{ onboardingId } = { onboardingId: '' }] = await store.read.db
    .select({ onboardingId: store.read.t.items.onboardingId })
    .from(store.read.t.items)
    .limit(1);
  return listPlanChanges(store.read, asId('onboarding', onboardingId));
}

describe('starting a partner', () => {
  test('shows the tier with its reasons and the plan before anything is made', async () => {
    const world = await createWorld();
    await world.nameTeam();
    const { mara } = world.person;
    await mara.command('/onboard start Acme');
    await mara.choose({ blockId: 'country' }, 'PT');
    const { email, signed_on } = ACME;
    await mara.submit({ email, signed_on, type: 'referral', go_live: '2026-03-20' });
    await mara.submit(SHALLOW);
    const seen = mara.modal()?.text ?? '';
    expect(seen).toContain('Risk tier 4, standard');
    expect(seen).toContain('1 of 40 points');
    expect(seen).toMatch(/\d+ items, \d+ left out · Gate 1: \d+ \w+ 2026/);
    expect(seen).toMatch(/The target 20 Mar 2026 does not fit: \d+ working days short/);
    await world.settle();
    expect(world.slack.calls('conversations.create')).toEqual([]);
    await mara.submit();
    await world.settle();
    expect(world.slack.calls('conversations.create')).toHaveLength(1);
  });

  test('that breaks off half way leaves nothing behind', async () => {
    const world = await createWorld();
    await world.nameTeam();
    const { deps } = world.app();
    let ids = 0;
    const breaking = {
      ...deps,
      newId: () => {
        if (++ids > 30) throw new Error('the power is gone');
        return deps.newId();
      },
    };
    const [manager] = await deps.store.read.db.select().from(deps.store.read.t.contacts);
    const started = startPartnerIn(breaking, {
      signer: { userId: CAST.mara, teamId: HOST_TEAM, channelId: null },
      viewId: 'V1',
      name: 'Acme',
      type: 'integrator',
      email: ACME.email,
      managerId: manager?.id ?? asId('contact', ''),
      signedOn: ACME.signed_on,
      targetGoLive: null,
      country: 'PT',
      zone: ACME.zone,
      playbookHash: deps.settings.playbooks[0],
      facts: someFacts(),
    });
    await expect(started).rejects.toThrow('the power is gone');
    const { db, t } = deps.store.read;
    for (const table of [t.partners, t.onboardings, t.items, t.planChanges, t.invitations]) {
      expect(await db.select().from(table)).toEqual([]);
    }
  });

  test('asks which playbook where there are several, and pins the partner to it', async () => {
    const folders = ['partner-onboarding', 'referral-light'].map((name) => join(PLAYBOOKS, name));
    const world = await createWorld({ environment: { ONBOARD_PLAYBOOK: folders.join(', ') } });
    await world.nameTeam();
    const { mara, priya } = world.person;
    await mara.command('/onboard start Acme');
    expect(mara.modal()?.text).toContain(`Partner onboarding, version ${SHIPPED}`);
    const options = JSON.stringify(mara.modal()?.view);
    const light = /Referral partner, light[^}]*\},"value":"([^"]+)"/.exec(options)?.[1] ?? '';
    await mara.dismiss();
    await startPartner(mara, 'Acme', { ...ACME, type: 'referral', playbook: light }, SHALLOW);
    const channel = await joined(world);
    expect(priya.reads(channel)).toContain('1 · Welcome');
    const { text } = await mara.command('/onboard plan Acme');
    expect(text).toContain('9 items');
  });
});

describe('/onboard plan', () => {
  test('shows every item with its date, and why others are left out', async () => {
    const world = await createWorld();
    await world.nameTeam();
    const { mara, priya } = world.person;
    await startPartner(mara, 'Acme', { ...ACME, type: 'referral', go_live: '2027-03-01' }, SHALLOW);
    const channel = await joined(world);
    await mara.command('/onboard plan Acme');
    const seen = mara.reads('dm');
    expect(seen).toContain('Plan for Acme');
    expect(seen).toMatch(/QUA-1 Register the partner and name the leads: them, Wed 4 Mar/);
    expect(seen).toContain('The target 1 Mar 2027 fits.');
    expect(seen).toContain('The longest way to the go-live');
    expect(seen).toContain('QUA-5 Complete the technical prerequisite profile');
    expect(seen).toContain(
      'only for integration depth 1 or more; here: integration depth 0 (none)',
    );
    await register(world, channel);
    const read = priya.reads(channel);
    expect(read).not.toContain('technical prerequisite profile');
    expect(read).toMatch(/Go-live expected by \d+ \w+ 2026, target 1 Mar 2027/);
    expect(read).toContain('4 Commercial setup');
    expect(read).not.toContain('5 Technical integration');
  });

  test.each([
    ['/onboard plan', 'Write /onboard plan <partner>'],
    ['/onboard plan Zebra', 'I know no partner “Zebra”. Did you mean Acme?'],
  ])('%s is answered', async (typed, says) => {
    const world = await createWorld();
    await world.nameTeam();
    await world.fillStart();
    const { text } = await world.person.mara.command(typed);
    expect(text?.replaceAll('`', '')).toContain(says);
  });

  test('is for managers, executives and whoever sets tiers', async () => {
    const world = await createWorld();
    await world.nameTeam();
    await world.fillStart();
    const { dana, eva, sam } = world.person;
    expect((await dana.command('/onboard plan Acme')).text).toContain('Only partner managers');
    expect((await sam.command('/onboard plan Acme')).text).toContain('Plan for Acme');
    expect((await eva.command('/onboard plan Acme')).text).toContain('Plan for Acme');
    expect(eva.reads('dm')).not.toContain('Change what it rests on');
  });
});

describe('changing what a plan rests on', () => {
  async function shallowAcme(): Promise<Readonly<{ world: World; channel: string }>> {
    const world = await createWorld();
    await world.nameTeam();
    await startPartner(world.person.mara, 'Acme', { ...ACME, type: 'integrator' }, SHALLOW);
    return { world, channel: await joined(world) };
  }

  test('shows which items come and go, and does nothing until it is applied', async () => {
    const { world, channel } = await shallowAcme();
    const { mara, priya } = world.person;
    await register(world, channel);
    await openFacts(mara);
    await mara.submit({ depth: '3', data: '3' });
    const preview = mara.modal()?.text ?? '';
    expect(preview).toContain('Risk tier: 4, standard → 2, mission-critical');
    expect(preview).toContain('QUA-5 Complete the technical prerequisite profile');
    expect(preview).toMatch(/\d\d items added/);
    expect(preview).toContain('1 accepted item stays accepted.');
    await world.settle();
    expect(priya.reads(channel)).not.toContain('technical prerequisite profile');
    await mara.submit();
    await world.settle();
    expect(priya.reads(channel)).toContain('Complete the technical prerequisite profile');
    await redeliver(world, 'view_submission', 'facts_preview');
    expect((await planChanges(world)).map(({ nth, facts }) => [nth, facts?.depth])).toEqual([
      [2, 3],
      [1, 0],
    ]);
  });

  test('opens nothing before the partner has joined, and everything that is asked for then', async () => {
    const world = await createWorld();
    await world.nameTeam();
    const { mara, priya } = world.person;
    await startPartner(mara, 'Acme', { ...ACME, type: 'integrator' }, SHALLOW);
    await world.settle();
    await openFacts(mara);
    await mara.submit({ depth: '3' });
    await mara.submit();
    await world.settle();
    const { store } = world.app().deps;
    const items = await store.read.db.select().from(store.read.t.items);
    expect(new Set(items.map(({ status }) => status))).toEqual(new Set(['left_out', 'locked']));
    const channel = await joined(world);
    await register(world, channel);
    expect(priya.reads(channel)).toContain('Complete the technical prerequisite profile');
  });

  test('a tier is set by hand by whoever answers for security, for a while', async () => {
    const { world } = await shallowAcme();
    const { mara, nils, sam } = world.person;
    await nameNils(world);
    const byHand = { tier: '2', reason: 'They will run our payments', until: '2026-03-31' };
    await openFacts(nils);
    expect((await nils.submit(byHand)).ok).toBe(true);
    expect(nils.modal()?.text).toContain('Only whoever answers for security');
    await nils.dismiss();

    await openFacts(sam);
    const missing = await sam.submit({ ...byHand, reason: '' });
    expect(missing.errors).toEqual({ reason: 'Say why, for whoever reads this in half a year' });
    await sam.submit({ ...byHand, until: '2027-03-31' });
    expect(sam.modal()?.text).toContain('choose a day from today to 2026-08-29');
    await sam.dismiss();
    await openFacts(sam);
    await sam.submit(byHand);
    expect(sam.modal()?.text).toContain('Risk tier: 4, standard → 2, mission-critical');
    await sam.submit();
    await sam.dismiss();
    expect((await mara.command('/onboard plan Acme')).text).toContain(
      'Set by hand until 31 Mar 2026: They will run our payments',
    );

    await world.until('2026-03-31T20:00:00+02:00');
    expect((await mara.command('/onboard plan Acme')).text).toContain('Set by hand');
    await world.until('2026-04-01T09:00:00+02:00');
    expect(inDm(mara, 'set by hand for Acme has ended')).toBeDefined();
    expect((await mara.command('/onboard plan Acme')).text).not.toContain('Set by hand');
    const audit = await listAudit(world.app().deps.store.read);
    expect(audit.filter(({ action }) => action === 'override_ended')).toHaveLength(1);
    expect(JSON.stringify(audit)).not.toContain('payments');
  });
});

describe('a new version of the playbook', () => {
  /** The shipped playbook in a folder of its own, so that it can be changed. */
  function ownFolder(): string {
    const folder = temporaryFolder();
    cpSync(join(PLAYBOOKS, 'partner-onboarding'), folder, { recursive: true });
    return folder;
  }

  function edit(folder: string, path: string, change: (text: string) => string): void {
    const file = join(folder, path);
    writeFileSync(file, change(readFileSync(file, 'utf8')));
  }

  function release(folder: string): void {
    edit(folder, 'playbook.yml', (text) => text.replace(`version: ${SHIPPED}`, `version: ${NEXT}`));
    edit(folder, 'modules/1-qualification.yml', (text) =>
      text
        .replace('title: Register the partner and name the leads', 'title: Register your company')
        .replace('- id: QUA-2', `${NEW_ITEM}\n  - id: QUA-2`),
    );
    edit(
      folder,
      'amendments.yml',
      (text) => `${text}
- version: ${NEXT}
  on: 2026-03-09
  who: Partner operations
  what: Partners say which languages they support.
  why: Support cases landed with people who could not read them.
  partners: We now ask which languages your support speaks.
  content: '0123456789abcdef'
`,
    );
  }

  const NEW_ITEM = `- id: QUA-9
    title: Say which languages your support speaks
    owner: p.lead
    reviewer: v.pm
    kind: attest
    target: 3
    needs: [QUA-1]
    stage: 1
    hint: A list will do.
    evidence: The languages.
    criteria: [At least one language is named, Hours are given per language, A person is named]
`;

  test('leaves partners on theirs until a manager has seen what changes, and moves them', async () => {
    const folder = ownFolder();
    const world = await createWorld({ environment: { ONBOARD_PLAYBOOK: folder } });
    const channel = await world.startAcme();
    const { mara, priya } = world.person;
    await register(world, channel);
    release(folder);
    await world.restart();
    await world.settle();
    expect(priya.reads(channel)).toContain('Register the partner and name the leads');
    expect(priya.reads(channel)).not.toContain('languages');

    await mara.command('/onboard plan Acme');
    await mara.click({ ...inDm(mara, 'Plan for Acme'), label: `Move to version ${NEXT}` });
    const preview = mara.modal()?.text ?? '';
    expect(preview).toContain(`Acme is on version ${SHIPPED} of its playbook`);
    expect(preview).toContain('Partners say which languages they support.');
    expect(preview).toContain('1 item added');
    expect(preview).toContain('QUA-9 Say which languages your support speaks');
    expect(preview).toContain('1 accepted item stays accepted.');
    await mara.submit();
    await world.settle();
    await redeliver(world, 'view_submission', 'migration_modal');
    await world.settle();

    const now = priya.reads(channel);
    expect(now).toContain('Register your company');
    expect(now).toContain('Say which languages your support speaks');
    expect(
      inChannel(priya, channel, `New in your checklist with Northwind (version ${NEXT})`),
    ).toBeDefined();
    expect(now).toContain('We now ask which languages your support speaks.');
    expect(now).not.toContain('could not read them');
    expect(now.match(/New in your checklist/g)).toHaveLength(1);
    const { text } = await mara.command('/onboard plan Acme');
    expect(text).toContain('71 items');
    expect(mara.reads('dm').match(/Move to version/g)).toHaveLength(1);
  });

  test('a form that was open while somebody else moved the partner changes nothing', async () => {
    const folder = ownFolder();
    const world = await createWorld({ environment: { ONBOARD_PLAYBOOK: folder } });
    await world.startAcme();
    const { mara, nils } = world.person;
    await nameNils(world);
    release(folder);
    await world.restart();
    for (const who of [mara, nils]) {
      await who.command('/onboard plan Acme');
      await who.click({ ...inDm(who, 'Plan for Acme'), label: `Move to version ${NEXT}` });
    }
    await mara.submit();
    await nils.submit();
    expect(nils.modal()?.text).toContain('Acme was moved meanwhile');
  });
});
