import { filledIn } from '../../sandbox/doing.ts';
import type { App } from '@slack/bolt';
import { describe, expect, test } from 'vitest';
import { CLICKS } from '../../commands/clicks.ts';
import { EVENTS } from '../../commands/events.ts';
import { FORMS } from '../../commands/forms.ts';
import { registerCommands } from '../../commands/index.ts';
import { WORDS } from '../../commands/onboard.ts';
import { listAudit } from '../../db/audit.ts';
import { HOST_TEAM, PARTNER_TEAM } from '../../sandbox/cast.ts';
import type { CompanySpec } from '../../sandbox/slack/index.ts';
import { COMPANIES } from '../../sandbox/cast.ts';
import { ALL_MET, blockOf, handIn, inDm, PROFILE, register, signedForm } from '../support/acts.ts';
import { someFacts } from '../support/builders.ts';
import { createWorld, type World } from '../support/world.ts';

/** Controls that open or acknowledge something harmless: whoever sees them may press them. */
const OPEN_TO_ALL = ['open_link'];

/** Ids of everything in a world with a partner, evidence in review, a blocker and a claim. */
async function busyWorld(): Promise<
  Readonly<{ world: World; channel: string; ids: Record<string, string> }>
> {
  const world = await createWorld({ companies: [...COMPANIES, STRANGERS] });
  const channel = await world.startAcme();
  const { priya, mara } = world.person;
  await register(world, channel);
  await handIn(world, { channel });
  await priya.click({ ...(await blockerButton(world, channel)) });
  await priya.submit({ description: 'No access', waits_for: 'vendor', category: 'access' });
  const blockId = blockOf(world, channel, PROFILE);
  await priya.click({ channel, blockId, label: 'I need more time' });
  await priya.submit({ wanted: '2026-03-20', reason: 'Holidays' });
  await mara.command('/onboard outcome acme');
  await mara.submit({ type: 'deal', reference: 'D-1', happened_on: '2026-03-01' });
  await mara.dismiss();
  await world.settle();
  const { db, t } = world.app().deps.store.read;
  const first = async (
    table:
      | typeof t.blockers
      | typeof t.outcomes
      | typeof t.onboardings
      | typeof t.evidence
      | typeof t.extensions,
  ) => (await db.select({ id: table.id }).from(table))[0]?.id ?? '';
  const items = await db.select().from(t.items);
  const clocks = await db.select().from(t.clocks);
  const openItem = items.find(({ key }) => key === 'QUA-1')?.id ?? '';
  return {
    world,
    channel,
    ids: {
      item: items.find(({ status }) => status === 'in_review')?.id ?? '',
      openItem,
      blocker: await first(t.blockers),
      outcome: await first(t.outcomes),
      onboarding: await first(t.onboardings),
      evidence: await first(t.evidence),
      extension: await first(t.extensions),
      clock: clocks.find(({ subject }) => subject === openItem)?.id ?? '',
      playbook: world.app().deps.settings.playbooks[0],
    },
  };
}

async function blockerButton(world: World, channel: string) {
  const seen = world.person.priya
    .sees(channel)
    .find(({ text }) => text.includes('1 · Qualification'));
  return { channel, ts: seen?.ts ?? '', actionId: 'open_blocker' };
}

const STRANGERS: CompanySpec = {
  teamId: 'T0STRANGER',
  name: 'Strangers',
  domain: 'strangers',
  people: [{ id: 'U0STRANGE1', name: 'Stranger', email: 'who@strangers.example', zone: 'UTC' }],
};

/** A click as Slack would send it, for any control, person and place. */
function clickPayload(
  { channel, ids }: Readonly<{ channel: string; ids: Record<string, string> }>,
  { actionId, userId, teamId }: Readonly<{ actionId: string; userId: string; teamId: string }>,
): unknown {
  const value = {
    clear_blocker: ids['blocker'],
    open_blocker: ids['onboarding'],
    open_search: ids['onboarding'],
    open_facts: ids['onboarding'],
    open_migration: ids['onboarding'],
    open_extra: ids['onboarding'],
    retry_channel: ids['onboarding'],
    confirm_company: ids['onboarding'],
    open_escalation: ids['onboarding'],
    see_to_it: ids['blocker'],
    open_update: ids['blocker'],
    decide_time: ids['extension'],
    nudge_menu: 'morning',
    open_verify: ids['outcome'],
    item_menu: `details:${ids['openItem'] ?? ''}`,
  }[actionId];
  const block = {
    block_id:
      actionId === 'nudge_menu'
        ? `n1|${ids['clock'] ?? ''}|${ids['openItem'] ?? ''}`
        : `v1|${ids['openItem'] ?? ''}|r1`,
    action_id: actionId,
    action_ts: '1.1',
  };
  const action =
    actionId === 'set_item'
      ? { ...block, type: 'checkboxes', selected_options: [] }
      : actionId === 'item_menu' || actionId === 'nudge_menu'
        ? {
            ...block,
            type: 'overflow',
            selected_option: { text: { type: 'plain_text', text: 'x' }, value },
          }
        : { ...block, type: 'button', value: value ?? ids['item'] };
  return {
    type: 'block_actions',
    user: { id: userId, team_id: teamId, username: 'x', name: 'x' },
    team: { id: HOST_TEAM, domain: 'northwind' },
    channel: { id: channel, name: 'x' },
    container: { type: 'message', message_ts: '1.2', channel_id: channel },
    trigger_id: '1.2.abc',
    api_app_id: 'A1',
    token: 'x',
    response_url: 'http://127.0.0.1:9/nowhere',
    actions: [action],
  };
}

function formPayload(
  { ids }: Readonly<{ ids: Record<string, string> }>,
  { callbackId, userId, teamId }: Readonly<{ callbackId: string; userId: string; teamId: string }>,
): unknown {
  const basics = {
    name: 'Evil',
    type: 'reseller',
    email: 'a@evil.example',
    managerId: 'con_x',
    signedOn: '2026-02-01',
    targetGoLive: null,
    country: 'PT',
    zone: 'UTC',
    playbookHash: ids['playbook'],
  };
  const metadata = {
    evidence_modal: ids['item'],
    review_modal: `${ids['evidence'] ?? ''}:3`,
    blocker_modal: ids['onboarding'],
    search_modal: ids['onboarding'],
    outcome_modal: ids['onboarding'],
    verify_modal: ids['outcome'],
    facts_modal: ids['onboarding'],
    extra_modal: ids['onboarding'],
    pause_modal: ids['onboarding'],
    correction_modal: ids['onboarding'],
    escalate_modal: ids['onboarding'],
    update_modal: ids['blocker'],
    more_time_modal: ids['openItem'],
    decide_time_modal: ids['extension'],
    day_modal: ids['clock'],
    start_facts: JSON.stringify(basics),
    start_plan: JSON.stringify({ basics, facts: someFacts() }),
    facts_preview: JSON.stringify({
      onboardingId: ids['onboarding'],
      facts: someFacts(),
      override: null,
      targetGoLive: null,
    }),
    migration_modal: JSON.stringify({
      onboardingId: ids['onboarding'],
      fromHash: ids['playbook'],
      toHash: ids['playbook'],
    }),
  }[callbackId];
  const chosen = (value: string) => ({
    value: { type: 'static_select', selected_option: { value } },
  });
  const typed = (value: string) => ({ value: { type: 'plain_text_input', value } });
  const values = {
    note: typed('x'),
    words: typed('incident'),
    REV_0: { value: { type: 'checkboxes', selected_options: [{ value: 'REV-1' }] } },
    name: typed('Evil'),
    type: chosen(callbackId === 'outcome_modal' ? 'deal' : 'reseller'),
    email: typed('a@evil.example'),
    manager: chosen('con_x'),
    signed_on: { value: { type: 'datepicker', selected_date: '2026-02-01' } },
    zone: chosen('UTC'),
    country: chosen('PT'),
    data: chosen('4'),
    depth: chosen('4'),
    access: chosen('4'),
    substitutability: chosen('4'),
    dependency: chosen('4'),
    tier: chosen('none'),
    description: typed('x'),
    waits_for: chosen('vendor'),
    category: chosen('access'),
    reference: typed('x'),
    happened_on: { value: { type: 'datepicker', selected_date: '2026-02-01' } },
    verdict: chosen(callbackId === 'decide_time_modal' ? 'granted' : 'verified'),
    reason: callbackId === 'pause_modal' ? chosen('legal_hold') : typed('x'),
    impact: typed('x'),
    text: typed('x'),
    what: chosen(callbackId === 'correction_modal' ? 'done' : 'remind'),
    clock: chosen(ids['clock'] ?? ''),
    from: { value: { type: 'datetimepicker', selected_date_time: 1_772_442_000 } },
    to: { value: { type: 'datetimepicker', selected_date_time: 1_772_442_000 } },
    wanted: { value: { type: 'datepicker', selected_date: '2026-03-20' } },
    day: { value: { type: 'datepicker', selected_date: '2026-03-20' } },
    return_on: { value: { type: 'datepicker', selected_date: '2026-03-20' } },
    criterion_0: chosen('met'),
    criterion_1: chosen('met'),
    criterion_2: chosen('met'),
    who: { value: { type: 'users_select', selected_user: 'U0MARA0001' } },
    manager2: { value: { type: 'users_select', selected_user: userId } },
  };
  const view = {
    id: `V${callbackId}${userId}`,
    type: 'modal',
    callback_id: callbackId,
    private_metadata: metadata ?? '',
    state: { values },
    app_installed_team_id: HOST_TEAM,
  };
  return {
    type: 'view_submission',
    user: { id: userId, team_id: teamId, name: 'x' },
    team: { id: teamId },
    view,
    api_app_id: 'A1',
    token: 'x',
  };
}

async function fingerprint({ app }: World): Promise<unknown> {
  const { db, t } = app().deps.store.read;
  const tables = [
    t.items,
    t.evidence,
    t.reviews,
    t.blockers,
    t.outcomes,
    t.partners,
    t.onboardings,
    t.contactRoles,
    t.invitations,
    t.clocks,
    t.clockEvents,
    t.nudges,
    t.snoozes,
    t.extensions,
    t.updates,
  ];
  return Promise.all(tables.map((table) => db.select().from(table)));
}

describe('every way in', () => {
  test('goes through one listener for each kind of payload, and one for each event', () => {
    const registered: string[] = [];
    const note = (kind: string) => (id: unknown) =>
      void registered.push(`${kind} ${String(id instanceof RegExp ? id : JSON.stringify(id))}`);
    const spy = {
      command: note('command'),
      action: note('action'),
      view: note('view'),
      options: note('options'),
      event: note('event'),
    };
    registerCommands(spy as unknown as App, {} as never, { warn: () => undefined });
    expect(registered.toSorted()).toEqual(
      [
        'command "/onboard"',
        'action /.*/',
        'options /.*/',
        'view {"callback_id":{},"type":"view_submission"}',
        ...Object.keys(EVENTS).map((name) => `event "${name}"`),
      ].toSorted(),
    );
  });

  test('is known to this list, with the rule that it holds people to', () => {
    const policies = (table: Readonly<Record<string, { policy: string }>>) =>
      Object.entries(table).map(([id, { policy }]) => `${id}: ${policy}`);
    expect({
      clicks: policies(CLICKS),
      forms: policies(FORMS),
      words: policies(WORDS),
    }).toMatchInlineSnapshot(`
      {
        "clicks": [
          "set_item: set_item",
          "open_evidence: submit_evidence",
          "mark_done: set_item",
          "item_menu: see_item",
          "open_blocker: raise_blocker",
          "clear_blocker: clear_blocker",
          "open_search: search_own_playbook",
          "open_facts: change_facts",
          "open_migration: migrate_playbook",
          "open_extra: open_extra",
          "open_review: review_evidence",
          "open_verify: verify_outcome",
          "retry_channel: mend_channel",
          "confirm_company: mend_channel",
          "nudge_menu: snooze",
          "see_to_it: update_blocker",
          "open_update: update_blocker",
          "open_escalation: escalate",
          "decide_time: decide_time",
          "open_link: press_harmless",
        ],
        "forms": [
          "start_modal: start_partner",
          "start_facts: start_partner",
          "start_plan: start_partner",
          "facts_modal: change_facts",
          "facts_preview: change_facts",
          "extra_modal: open_extra",
          "migration_modal: migrate_playbook",
          "evidence_modal: submit_evidence",
          "review_modal: review_evidence",
          "blocker_modal: raise_blocker",
          "search_modal: search_own_playbook",
          "outcome_modal: claim_outcome",
          "verify_modal: verify_outcome",
          "team_modal: name_team",
          "more_time_modal: ask_for_time",
          "decide_time_modal: decide_time",
          "day_modal: promise_day",
          "update_modal: update_blocker",
          "escalate_modal: escalate",
          "pause_modal: pause_partner",
          "correction_modal: correct_clock",
          "away_modal: set_away",
        ],
        "words": [
          "help: read_help",
          "start: start_partner",
          "status: see_partners",
          "plan: see_plan",
          "blockers: see_partners",
          "review: see_reviews",
          "outcome: claim_outcome",
          "pause: pause_partner",
          "resume: pause_partner",
          "correct: correct_clock",
          "away: set_away",
          "team: see_team",
          "digest: preview_digest",
          "playbook: search_playbook",
          "sla: see_plan",
          "doctor: see_doctor",
        ],
      }
    `);
  });

  const outsiders = [
    ['a stranger of another company', 'U0STRANGE1', 'T0STRANGER'],
    ['a colleague whom nobody named', 'U0NILS0001', HOST_TEAM],
    ['somebody whose company Slack does not tell', 'U0PRIYA001', ''],
  ] as const;

  test.each(outsiders)('refuses %s, audits it and changes nothing', async (_, userId, teamId) => {
    const busy = await busyWorld();
    const { world } = busy;
    const before = await fingerprint(world);
    for (const actionId of Object.keys(CLICKS)) {
      const delivered = await world.slack.deliver(
        ...signedForm(world.slack, clickPayload(busy, { actionId, userId, teamId })),
      );
      expect(delivered.status, actionId).toBe(200);
    }
    for (const callbackId of Object.keys(FORMS)) {
      const delivered = await world.slack.deliver(
        ...signedForm(world.slack, formPayload(busy, { callbackId, userId, teamId })),
      );
      expect(delivered.status, callbackId).toBe(200);
      expect(delivered.response, callbackId).toContain('I do not know you');
    }
    const refused = (await listAudit(world.app().deps.store.read)).filter(
      ({ action }) => action === 'refused',
    );
    expect(refused.map(({ subject }) => subject).toSorted()).toEqual(
      [
        ...Object.keys(CLICKS)
          .filter((id) => !OPEN_TO_ALL.includes(id))
          .map((id) => `click:${id}`),
        ...Object.keys(FORMS).map((id) => `form:${id}`),
      ].toSorted(),
    );
    expect(await fingerprint(world)).toEqual(before);
    world.takeLogged();
  });

  test('lets partner people do nothing that is ours: no verdict, no claim, no team, no other partner', async () => {
    const busy = await busyWorld();
    const { world } = busy;
    const before = await fingerprint(world);
    const who = { userId: world.person.priya.id, teamId: PARTNER_TEAM };
    const theirs = [
      'evidence_modal',
      'blocker_modal',
      'search_modal',
      'escalate_modal',
      'update_modal',
      'more_time_modal',
      'day_modal',
    ];
    const ours = Object.keys(FORMS).filter((id) => !theirs.includes(id));
    for (const callbackId of ours) {
      const { response } = await world.slack.deliver(
        ...signedForm(world.slack, formPayload(busy, { callbackId, ...who })),
      );
      expect(response, callbackId).toContain('response_action":"update');
    }
    for (const actionId of [
      'open_review',
      'open_verify',
      'open_facts',
      'open_migration',
      'open_extra',
      'retry_channel',
      'confirm_company',
      // They asked for it themselves.
      'decide_time',
    ]) {
      await world.slack.deliver(
        ...signedForm(world.slack, clickPayload(busy, { actionId, ...who })),
      );
    }
    expect(world.person.priya.modal()).toBeUndefined();
    expect(await fingerprint(world)).toEqual(before);
    world.takeLogged();
  });

  test('believes a control only in the channel of its partner', async () => {
    const busy = await busyWorld();
    const { world } = busy;
    const before = await fingerprint(world);
    const who = { userId: world.person.priya.id, teamId: PARTNER_TEAM };
    const elsewhere = clickPayload(
      { ...busy, channel: 'C0ELSEWHERE' },
      { actionId: 'set_item', ...who },
    );
    await world.slack.deliver(...signedForm(world.slack, elsewhere));
    expect(await fingerprint(world)).toEqual(before);
    world.takeLogged();
  });

  test('a guest who was named for a role still has no rights', async () => {
    const world = await createWorld();
    await world.settle();
    const { mara, gus } = world.person;
    await mara.command('/onboard team');
    await mara.submit({ manager: [gus.id] });
    await mara.dismiss();
    await world.settle();
    expect((await gus.command('/onboard status')).text).toContain(
      'Guest accounts have no rights here',
    );
  });

  test('rights end at once when a role is taken away', async () => {
    const world = await createWorld();
    const channel = await world.startAcme();
    const { mara, dana } = world.person;
    await register(world, channel);
    await handIn(world, { channel });
    await dana.click({ ...inDm(dana, 'handed in evidence'), label: 'Review' });
    await mara.command('/onboard team');
    await mara.submit({ 'v.legal': null });
    await mara.dismiss();
    await dana.submit(ALL_MET);
    expect(dana.modal()?.text).toContain('You are not named as a reviewer');
  });

  test('partner people are told in Slack’s words that they have no commands', async () => {
    const world = await createWorld();
    const channel = await world.startAcme();
    const outcome = await world.person.priya.command('/onboard status', channel);
    expect(outcome).toMatchObject({ ok: false, status: 0 });
  });

  test('a colleague of the partner’s contact is known by name as soon as they are in the channel', async () => {
    const world = await createWorld();
    const channel = await world.startAcme();
    const { omar, priya } = world.person;
    await register(world, channel);
    await priya.addToChannel(channel, omar.id);
    await world.settle();
    await omar.tick({ channel, label: 'Verify company identity and ownership' });
    await omar.submit(filledIn(omar, { note: 'From me' }));
    await world.settle();
    const request = inDm(world.person.dana, 'handed in evidence');
    expect(world.person.dana.sees('dm').find(({ ts }) => ts === request.ts)?.text).toContain(
      'From Omar',
    );
  });

  test('a button of an older version is answered, not ignored', async () => {
    const busy = await busyWorld();
    const { world } = busy;
    const payload = clickPayload(busy, {
      actionId: 'retired_button',
      userId: world.person.priya.id,
      teamId: PARTNER_TEAM,
    });
    expect((await world.slack.deliver(...signedForm(world.slack, payload))).status).toBe(200);
    world.takeLogged();
  });
});
