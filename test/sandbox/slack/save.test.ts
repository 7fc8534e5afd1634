import { serialize } from 'node:v8';

import { describe, expect, onTestFinished, test } from 'vitest';

import { createSlack, type CompanySpec, type Slack } from '../../../sandbox/slack/index.ts';
import {
  ACME,
  actions,
  button,
  checkboxes,
  createTown,
  HANA,
  HOST,
  INES,
  input,
  MARA,
  manifest,
  modal,
  openModal,
  option,
  people,
  section,
  type Json,
  type Town,
} from './town.ts';

const PDF = { name: 'soc2.pdf', mimetype: 'application/pdf', size: 4, content: '%PDF' };
const LENA = { id: 'U0LATE', name: 'Lena', email: 'lena@late.example', zone: 'UTC' };
const LATE: CompanySpec = { teamId: 'T0LATE', name: 'Late', domain: 'late', people: [LENA] };

/** Another Slack that goes on from this one, on a port of its own. */
function reopened({ slack }: Town): Promise<Town> {
  return createTown({ saved: slack.save() });
}

/** A Slack with these companies, closed after the test. */
async function opened(
  companies: readonly CompanySpec[],
  saved?: Uint8Array,
  app: Json = manifest(),
): Promise<Slack> {
  const slack = await createSlack({
    companies,
    app: { manifest: app },
    now: () => Date.UTC(2026, 2, 2, 9),
    ...(saved === undefined ? {} : { saved }),
  });
  onTestFinished(() => slack.close());
  return slack;
}

/** What these people see of a Slack. */
function seen(slack: Slack, ...ids: readonly string[]): unknown {
  const screens = ids.map((id) => {
    const person = slack.as(id);
    const channels = person.channels();
    return {
      channels,
      messages: channels.map((each) => person.sees(each.id)),
      modals: person.modals(),
      home: person.homeView(),
      invitations: person.invitations(),
    };
  });
  return { app: slack.app, people: slack.people(), channels: slack.channels(), screens };
}

describe('a saved Slack goes on', () => {
  test('with all that people see', async () => {
    const town = await createTown();
    const channel = await town.sharedRoom();
    const blocks = [{ ...section('Do'), block_id: 'b', accessory: checkboxes(['sign', 'send']) }];
    const { ts } = await town.call('chat.postMessage', { channel, text: 'Do', blocks });
    await town.call('pins.add', { channel, timestamp: ts });
    await town.call('chat.postEphemeral', { channel, user: INES, text: 'Psst' });
    await town.slack.as(INES).tick({ channel, value: 'sign' });
    await town.slack.as(INES).say(channel, 'Here', String(ts), [PDF]);
    const view = { type: 'home', blocks: [section('Partners')] };
    await town.call('views.publish', { user_id: MARA, view });
    const other = await town.room('partner-other');
    const emails = ['otto@other.example'];
    await town.call('conversations.inviteShared', { channel: other, emails });
    const after = await reopened(town);
    const everybody = town.slack.people().map(({ id }) => id);
    expect(seen(after.slack, ...everybody)).toEqual(seen(town.slack, ...everybody));
    const [file] = town.slack.as(MARA).sees(channel)[1]?.files ?? [];
    expect(after.slack.file(file?.id ?? '')).toEqual(town.slack.file(file?.id ?? ''));
  });

  test('with ids and ts that rise, even when the clock was set back', async () => {
    const town = await createTown();
    const channel = await town.room();
    town.clock.at += 60_000;
    const before = await town.call('chat.postMessage', { channel, text: 'a' });
    const after = await reopened(town);
    const next = await after.call('chat.postMessage', { channel, text: 'b' });
    expect(Number(next['ts'])).toBeGreaterThan(Number(before['ts']));
    expect(after.slack.channel(await after.room('another')).id).not.toBe(channel);
  });

  test('with an open form: what was typed in it, suggested for it and picked', async () => {
    const town = await createTown();
    const form = modal([
      input('note', 'Note', { type: 'plain_text_input', action_id: 'x' }),
      input('owner', 'Owner', { type: 'external_select', action_id: 'x' }),
      input('files', 'Files', { type: 'file_input', action_id: 'x' }),
    ]);
    await openModal(town, await town.room(), MARA, form);
    town.app.answer = () => ({ body: { options: [option('u1', 'Ines')] } });
    await town.slack.as(MARA).suggestions({ blockId: 'owner' }, 'ines');
    town.slack.as(MARA).fill({ Note: 'Half of a', Files: [PDF] });

    const after = await reopened(town);
    await after.slack.as(MARA).submit({ Owner: 'u1' });
    const { view } = after.received.at(-1)?.payload as {
      view: { state: { values: Record<string, { x: Json }> } };
    };
    const { note, owner, files } = view.state.values;
    expect(note?.x).toMatchObject({ value: 'Half of a' });
    expect(owner?.x).toMatchObject({ selected_option: { value: 'u1' } });
    const [file] = files?.x['files'] as Json[];
    const headers = { authorization: `Bearer ${after.slack.app.botToken}` };
    const address = String(file?.['url_private']);
    expect(new URL(address).origin).toBe(new URL(after.slack.url).origin);
    const download = await fetch(address, { headers });
    expect(await download.text()).toBe('%PDF');
    expect(after.slack.as(MARA).modals()).toEqual([]);
  });

  test('with invitations and buttons that still work', async () => {
    const town = await createTown({ approvals: { host: true } });
    const channel = await town.room();
    const emails = ['ines@acme.example'];
    const { invite_id } = await town.call('conversations.inviteShared', { channel, emails });
    await town.slack.as(INES).acceptInvitation(String(invite_id));
    const blocks = [actions('a', button('go', 'Go'))];
    await town.call('chat.postMessage', { channel, text: 'Go', blocks });

    const after = await createTown({ approvals: { host: true }, saved: town.slack.save() });
    await after.slack.as(HANA).approveInvitation(String(invite_id));
    expect(after.slack.channel(channel).teamIds).toEqual([HOST, ACME]);
    expect(await after.slack.as(INES).click({ channel, label: 'Go' })).toMatchObject({ ok: true });
  });

  test('without traffic and faults', async () => {
    const town = await createTown();
    await town.room();
    town.slack.faults.add({ method: '*', kind: { type: 'error', error: 'internal_error' } });
    const { slack } = await reopened(town);
    expect(slack.traffic()).toEqual([]);
    expect(slack.calls()).toEqual([]);
    expect(slack.faults.list()).toEqual([]);
  });

  test('apart from the one it was saved from', async () => {
    const town = await createTown();
    const channel = await town.room();
    const saved = town.slack.save();
    await town.slack.as(MARA).say(channel, 'Later');
    const { slack } = await createTown({ saved });
    await slack.as(MARA).say(channel, 'Elsewhere');
    expect(slack.as(MARA).reads(channel)).toBe('Mara Manager: Elsewhere');
    expect(town.slack.as(MARA).reads(channel)).toBe('Mara Manager: Later');
  });
});

describe('the companies of a saved Slack', () => {
  test('include those that came at run time', async () => {
    const town = await createTown();
    town.slack.addCompany(LATE);
    const { slack } = await reopened(town);
    expect(slack.companies().map(({ name }) => name)).toEqual(['Host', 'Acme', 'Other', 'Late']);
    expect(slack.as(LENA.id).channels()).toEqual([]);
    expect(() => {
      slack.addCompany(LATE);
    }).toThrow('Two companies have the id T0LATE');
  });

  test('are joined by people and companies named since, in the words of now', async () => {
    const [host, acme, other] = people() as readonly [CompanySpec, CompanySpec, CompanySpec];
    const saved = (await opened([host, acme, other])).save();
    const [mara, hana] = host.people;
    const moved = { ...mara!, zone: 'Asia/Tokyo' };
    const newer = { ...host, people: [moved, { ...hana!, id: 'U0NEW', name: 'Nora' }] };
    const slack = await opened([newer, acme, LATE], saved);
    const ids = slack.people().map(({ id }) => id);
    expect(ids).toEqual(expect.arrayContaining([MARA, HANA, 'U0NEW', INES, LENA.id]));
    expect(slack.companies().map(({ name }) => name)).toEqual(['Host', 'Acme', 'Other', 'Late']);
    expect(slack.people().find(({ id }) => id === MARA)?.zone).toBe('Asia/Tokyo');
  });
});

describe('what was saved is refused, with what to do', () => {
  const [host, acme] = people() as readonly [CompanySpec, CompanySpec];
  const companies = [host, acme];
  const remedy = 'Start afresh, without `saved`.';

  test.each<[what: string, saved: Uint8Array, problem: string]>([
    ['bytes of another kind', Buffer.from('{"format":1}'), 'cannot be read'],
    ['no bytes', new Uint8Array(), 'cannot be read'],
    ['a value of another kind', serialize(['a list']), 'is none of ours'],
    ['another format', serialize({ format: 0 }), 'is of format 0, not 1'],
  ])('%s', async (_, saved, problem) => {
    await expect(opened(companies, saved)).rejects.toThrow(`The saved Slack ${problem}. ${remedy}`);
  });

  test('bytes that end too early', async () => {
    const saved = (await opened(companies)).save();
    const half = saved.subarray(0, saved.length / 2);
    await expect(opened(companies, half)).rejects.toThrow('cannot be read');
  });

  test('another host, and another app', async () => {
    const saved = (await opened(companies)).save();
    await expect(opened([acme, host], saved)).rejects.toThrow(
      `that of onboarding at ${HOST}, not of onboarding at ${ACME}. ${remedy}`,
    );
    const app = manifest({ features: { bot_user: { display_name: 'digest' } } });
    await expect(opened(companies, saved, app)).rejects.toThrow('not of digest at');
  });

  test('other people in a company, and people who changed sides', async () => {
    const saved = (await opened(companies)).save();
    const strangers = { ...acme, people: [LENA] };
    await expect(opened([host, strangers], saved)).rejects.toThrow(
      `In the saved Slack Acme has nobody with the id U0LATE. ${remedy}`,
    );
    const poached = { ...host, people: [...host.people, ...acme.people.slice(0, 1)] };
    await expect(opened([poached], saved)).rejects.toThrow(`Host has nobody with the id ${INES}`);
  });
});
