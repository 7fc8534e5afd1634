import { describe, expect, test } from 'vitest';

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
  modal,
  openModal,
  OTHER,
  OTTO,
  PAUL,
  section,
  type Town,
} from './town.ts';

const EMPTY = { name: 'soc2.pdf', mimetype: 'application/pdf', size: 4 };
const PDF = { ...EMPTY, content: '%PDF' };
const home = { type: 'home', blocks: [section('*Partners*'), actions('h', button('o', 'Open'))] };

function names(town: Town, who: string): string[] {
  return town.slack
    .as(who)
    .channels()
    .map(({ name }) => name);
}

describe('what there is', () => {
  test('companies name the host first', async () => {
    const { slack } = await createTown();
    expect(slack.companies()).toEqual([
      { teamId: HOST, name: 'Host', domain: 'host', isHost: true },
      { teamId: ACME, name: 'Acme', domain: 'acme', isHost: false },
      { teamId: OTHER, name: 'Other', domain: 'other', isHost: false },
    ]);
  });

  test('people include admins, outsiders and the bot', async () => {
    const { slack } = await createTown();
    const cards = new Map(slack.people().map((each) => [each.id, each]));
    expect(cards.size).toBe(6);
    expect(cards.get(HANA)).toEqual({
      id: HANA,
      name: 'Hana Admin',
      teamId: HOST,
      companyName: 'Host',
      zone: 'America/New_York',
      admin: true,
      guest: false,
      bot: false,
    });
    expect(cards.get(INES)).toMatchObject({ companyName: 'Acme', admin: false });
    expect(cards.get(slack.app.botUserId)).toMatchObject({ name: 'onboarding', bot: true });
  });

  test('commands say what the manifest says of them', async () => {
    const slash_commands = [
      { command: '/onboard', description: 'Onboarding', usage_hint: 'start | status' },
      { command: '/bare', description: 'Nothing to type' },
    ];
    const { slack } = await createTown({ features: { slash_commands } });
    expect(slack.commands()).toEqual([
      { command: '/onboard', description: 'Onboarding', usageHint: 'start | status' },
      { command: '/bare', description: 'Nothing to type', usageHint: '' },
    ]);
  });

  test('the Home tab is there when the manifest enables it', async () => {
    const off = { app_home: { home_tab_enabled: false } };
    expect((await createTown()).slack.homeTab).toBe(true);
    expect((await createTown({ features: off })).slack.homeTab).toBe(false);
  });

  test('a file opens with its bytes, zeros where nobody gave them, once its upload is complete', async () => {
    const town = await createTown();
    const channel = await town.room();
    await town.slack.as(MARA).say(channel, 'Here', undefined, [PDF, EMPTY]);
    const [message] = town.slack.as(MARA).sees(channel);
    const [given, zeros] = message?.files ?? [];
    const opened = town.slack.file(given?.id ?? '');
    expect(opened).toMatchObject({ name: 'soc2.pdf', mimetype: 'application/pdf' });
    expect(Buffer.from(opened?.content ?? []).toString()).toBe('%PDF');
    expect([...(town.slack.file(zeros?.id ?? '')?.content ?? [])]).toEqual([0, 0, 0, 0]);
    const { file_id } = await town.call('files.getUploadURLExternal', { filename: 'a', length: 1 });
    expect(town.slack.file(String(file_id))).toBeUndefined();
    expect(town.slack.file('F0NOTHING')).toBeUndefined();
  });

  test('a company comes later, with people who can do things at once', async () => {
    const town = await createTown();
    const people = [{ id: 'U0LATE', name: 'Lena', email: 'lena@late.example', zone: 'UTC' }];
    town.slack.addCompany({ teamId: 'T0LATE', name: 'Late', domain: 'late', people });
    expect(town.slack.companies().at(-1)).toMatchObject({ name: 'Late', isHost: false });
    const channel = await town.room();
    const emails = ['lena@late.example'];
    const { invite_id } = await town.call('conversations.inviteShared', { channel, emails });
    await town.slack.as('U0LATE').acceptInvitation(String(invite_id));
    expect(town.slack.channel(channel).teamIds).toEqual([HOST, 'T0LATE']);
  });

  test('a company whose ids are taken does not come, in whole or in part', async () => {
    const { slack } = await createTown();
    const lena = { id: 'U0LATE', name: 'Lena', email: 'lena@late.example', zone: 'UTC' };
    const late = { teamId: 'T0LATE', name: 'Late', domain: 'late', people: [lena] };
    const add = (spec: object) => () => {
      slack.addCompany({ ...late, ...spec });
    };
    expect(add({ teamId: ACME })).toThrow(`Two companies have the id ${ACME}`);
    expect(add({ people: [lena, { ...lena, id: INES }] })).toThrow(
      `Two people have the id ${INES}`,
    );
    expect(add({ people: [lena, lena] })).toThrow('Two people have the id U0LATE');
    expect(slack.companies()).toHaveLength(3);
    expect(() => slack.as('U0LATE')).toThrow('Nobody has the id U0LATE');
  });
});

describe('the sidebar', () => {
  test('holds own channels and public ones of the company, direct messages last', async () => {
    const town = await createTown();
    const { slack } = town;
    await town.sharedRoom('partner-acme');
    slack.createChannel({ name: 'general', teamId: HOST, members: [HANA] });
    slack.createChannel({ name: 'secret', teamId: HOST, isPrivate: true, members: [HANA] });
    slack.createChannel({ name: 'acme-town', teamId: ACME, members: [PAUL] });
    await town.call('chat.postMessage', { channel: MARA, text: 'Hello' });
    expect(names(town, MARA)).toEqual(['general', 'partner-acme', 'onboarding']);
    expect(names(town, HANA)).toEqual(['general', 'secret']);
    expect(names(town, INES)).toEqual(['acme-town', 'partner-acme']);
    expect(names(town, OTTO)).toEqual([]);
  });

  test('holds the DM with the app once there is one; looking makes none', async () => {
    const town = await createTown();
    await town.sharedRoom();
    expect(names(town, INES)).toEqual(['partner-acme']);
    expect(town.slack.channels().filter(({ isIm }) => isIm)).toEqual([]);
    await town.call('chat.postMessage', { channel: INES, text: 'Hello' });
    const { botUserId } = town.slack.app;
    expect(town.slack.as(INES).channels().at(-1)).toMatchObject({
      name: 'onboarding',
      isIm: true,
      isMember: true,
      memberIds: [botUserId, INES],
    });
  });

  test('says whom a channel is shared with, and what is set about it', async () => {
    const town = await createTown();
    const channel = await town.sharedRoom();
    await town.call('conversations.setTopic', { channel, topic: 'Going live' });
    await town.call('conversations.setPurpose', { channel, purpose: 'Onboarding' });
    await town.slack.as(MARA).archive(channel);
    expect(town.slack.as(MARA).channels()).toEqual([
      {
        id: channel,
        name: 'partner-acme',
        isIm: false,
        isPrivate: true,
        isArchived: true,
        sharedWith: ['Acme'],
        isMember: true,
        memberIds: [town.slack.app.botUserId, MARA, INES],
        topic: 'Going live',
        purpose: 'Onboarding',
      },
    ]);
    expect(town.slack.as(INES).channels()[0]?.sharedWith).toEqual(['Host']);
  });

  test('names the newest message that this person sees, ephemerals included', async () => {
    const town = await createTown();
    const channel = await town.sharedRoom();
    const latest = (who: string): string | undefined => town.slack.as(who).channels()[0]?.latestTs;
    expect(latest(MARA)).toBeUndefined();
    const { ts } = await town.call('chat.postMessage', { channel, text: 'For all' });
    const whispered = await town.call('chat.postEphemeral', { channel, user: INES, text: 'Psst' });
    expect(latest(MARA)).toBe(ts);
    expect(latest(INES)).toBe(whispered['message_ts']);
  });
});

describe('a message as one person sees it', () => {
  test('shows their own ticks, its files and who reacted', async () => {
    const town = await createTown();
    const channel = await town.sharedRoom();
    const blocks = [{ ...section('Do'), block_id: 'b', accessory: checkboxes(['sign', 'send']) }];
    const { ts } = await town.call('chat.postMessage', { channel, text: 'Do', blocks });
    await town.call('reactions.add', { channel, timestamp: ts, name: 'eyes' });
    await town.slack.as(INES).tick({ channel, value: 'send' });
    const state = (who: string): unknown => town.slack.as(who).sees(channel)[0]?.state;
    expect(state(INES)).toMatchObject({
      b: { tasks: { type: 'checkboxes', selected_options: [{ value: 'send' }] } },
    });
    expect(state(MARA)).toEqual({ b: { tasks: { type: 'checkboxes', selected_options: [] } } });
    const [seen] = town.slack.as(MARA).sees(channel);
    expect(seen?.reactions).toEqual([{ name: 'eyes', userIds: [town.slack.app.botUserId] }]);
    await town.slack.as(INES).say(channel, 'Done', undefined, [PDF]);
    expect(town.slack.as(MARA).sees(channel).at(-1)).toMatchObject({
      state: {},
      reactions: [],
      files: [{ name: 'soc2.pdf', mimetype: 'application/pdf', size: 4 }],
    });
  });
});

test('the whole stack of modals is there, the bottom one first', async () => {
  const town = await createTown();
  const channel = await town.room();
  expect(town.slack.as(MARA).modals()).toEqual([]);
  const note = input('note', 'Note', { type: 'plain_text_input', action_id: 'x' });
  await openModal(town, channel, MARA, modal([note], { callback_id: 'below' }));
  const view = modal([note], { callback_id: 'above' });
  town.app.answer = () => ({ body: { response_action: 'push', view } });
  await town.slack.as(MARA).submit({ Note: 'Typed' });
  const modals = town.slack.as(MARA).modals();
  expect(modals.map(({ callbackId }) => callbackId)).toEqual(['below', 'above']);
  expect(modals[0]?.text).toContain('Note: Typed');
  expect(modals.at(-1)).toEqual(town.slack.as(MARA).modal());
});

test('the Home tab of an outsider is the placeholder, whatever is published', async () => {
  const town = await createTown();
  await town.sharedRoom();
  await town.call('views.publish', { user_id: INES, view: home });
  await town.call('views.publish', { user_id: MARA, view: home });
  expect(town.slack.as(MARA).homeView()).toMatchObject({ type: 'home' });
  expect(town.slack.as(INES).homeView()).toBeUndefined();
  const press = town.slack.as(INES).click({ home: true, label: 'Open' });
  await expect(press).rejects.toThrow('has no Home tab open');
});

test('nobody leaves, joins or archives a direct message', async () => {
  const town = await createTown();
  await town.call('chat.postMessage', { channel: MARA, text: 'Hello' });
  const mara = town.slack.as(MARA);
  await expect(mara.leave('dm')).rejects.toThrow('nobody leaves it');
  await expect(mara.addToChannel('dm', HANA)).rejects.toThrow('Nobody is added');
  await expect(mara.archive('dm')).rejects.toThrow('Nobody hosts a direct message');
});

test('what somebody typed is stored as it reads: mentions, links and signs', async () => {
  const { slack } = await createTown();
  const ts = await slack.as(MARA).say('dm', `Ask <@${HANA}> & see https://a.example/x <b> 1 < 2`);
  const seen = slack
    .as(MARA)
    .sees('dm')
    .find((message) => message.ts === ts);
  expect(seen?.blocks).toMatchObject([
    {
      type: 'rich_text',
      elements: [
        {
          type: 'rich_text_section',
          elements: [
            { type: 'text', text: 'Ask ' },
            { type: 'user', user_id: HANA },
            { type: 'text', text: ' & see ' },
            { type: 'link', url: 'https://a.example/x' },
            { type: 'text', text: ' <b> 1 < 2' },
          ],
        },
      ],
    },
  ]);
  expect(seen?.mrkdwn).toContain('&lt;b&gt;');
});
