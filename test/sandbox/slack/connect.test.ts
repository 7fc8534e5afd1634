import { describe, expect, test } from 'vitest';

import {
  ACME,
  createTown,
  HANA,
  HOST,
  INES,
  MARA,
  OTHER,
  OTTO,
  PAUL,
  type Json,
  type Town,
} from './town.ts';

const DAY_MS = 86_400_000;
const INES_MAIL = 'ines@acme.example';

async function invited(
  town: Town,
  more: Json = { external_limited: false },
): Promise<Readonly<{ channel: string; invite: string; answer: Json }>> {
  const channel = await town.room();
  const answer = await town.call('conversations.inviteShared', {
    channel,
    emails: [INES_MAIL],
    ...more,
  });
  await town.slack.idle();
  town.received.length = 0;
  return { channel, invite: String(answer['invite_id']), answer };
}

function events(town: Town): Json[] {
  return town.received.map(({ payload }) => payload['event'] as Json);
}

const types = (town: Town): unknown[] => events(town).map(({ type }) => type);

describe('inviting', () => {
  test('a limited invitation has no link', async () => {
    const town = await createTown();
    const limited = await invited(town, {});
    expect(limited.answer).toEqual({
      ok: true,
      invite_id: limited.invite,
      is_legacy_shared_channel: false,
    });
    expect(town.slack.as(INES).invitations()).toEqual([
      {
        id: limited.invite,
        channelName: 'partner-acme',
        from: town.slack.app.botUserId,
        companyName: 'Host',
        status: 'sent',
        sentAt: town.clock.at,
        expiresAt: town.clock.at + 14 * DAY_MS,
        awaits: 'acceptance',
      },
    ]);
  });

  test('an unlimited one has', async () => {
    const { answer } = await invited(await createTown());
    expect(answer).toMatchObject({ url: expect.any(String), conf_code: expect.any(String) });
  });

  test.each<[what: string, args: Json, error: string]>([
    ['nobody', {}, 'recipients_not_specified'],
    ['two', { emails: [INES_MAIL, 'paul@acme.example'] }, 'too_many_emails'],
    ['no address', { emails: ['ines'] }, 'invalid_email'],
    ['a colleague', { emails: ['hana@host.example'] }, 'invalid_email'],
    ['a colleague who is in', { emails: ['mara@host.example'] }, 'already_in_channel'],
    ['a stranger by id', { user_ids: [OTTO] }, 'user_not_found'],
  ])('%s is refused', async (_, args, error) => {
    const town = await createTown();
    const channel = await town.room();
    const answer = await town.call('conversations.inviteShared', { channel, ...args });
    expect(answer).toMatchObject({ ok: false, error });
  });

  test('while one is open is refused, for any address', async () => {
    const town = await createTown();
    const { channel } = await invited(town);
    for (const email of [INES_MAIL, 'otto@other.example']) {
      const again = await town.call('conversations.inviteShared', { channel, emails: [email] });
      expect(again).toMatchObject({ error: 'connection_limit_exceeded_pending' });
    }
  });

  test('without limits can be forbidden', async () => {
    const town = await createTown({ limitedInvitesOnly: true });
    const { answer } = await invited(town);
    expect(answer).toMatchObject({ error: 'restricted_action' });
    const channel = town.slack.channel('partner-acme').id;
    const limited = await town.call('conversations.inviteShared', { channel, emails: [INES_MAIL] });
    expect(limited).toMatchObject({ ok: true });
  });

  test('needs the scope', async () => {
    const town = await createTown({ scopes: ['groups:write'] });
    const { answer } = await invited(town);
    expect(answer).toMatchObject({ error: 'missing_scope', needed: 'conversations.connect:write' });
  });
});

describe('accepting', () => {
  test('without approvals connects at once, in this order', async () => {
    const town = await createTown();
    const { channel, invite } = await invited(town);
    await town.slack.as(INES).acceptInvitation(invite);
    expect(types(town)).toEqual([
      'shared_channel_invite_accepted',
      'channel_shared',
      'member_joined_channel',
    ]);
    expect(events(town)).toMatchObject([
      {
        approval_required: false,
        invite: {
          id: invite,
          date_created: town.clock.at / 1000,
          date_invalid: town.clock.at / 1000 + 1_209_600,
          inviting_team: { id: HOST },
          inviting_user: { id: town.slack.app.botUserId },
          recipient_email: INES_MAIL,
          recipient_user_id: INES,
        },
        channel: { id: channel, is_private: true, is_im: false, name: 'partner-acme' },
        teams_in_channel: [{ id: HOST, domain: 'host' }],
        accepting_user: { id: INES, team_id: ACME, profile: { email: INES_MAIL, team: ACME } },
      },
      { connected_team_id: ACME, channel },
      { user: INES, channel, channel_type: 'G', team: ACME },
    ]);
    expect(town.received.map(({ payload }) => payload)).toMatchObject([
      { is_ext_shared_channel: false, team_id: HOST },
      { is_ext_shared_channel: true, team_id: HOST },
      { is_ext_shared_channel: true, team_id: ACME, context_team_id: HOST },
    ]);
    expect(town.slack.channel(channel)).toMatchObject({ isShared: true, teamIds: [HOST, ACME] });
    const { channel: info } = await town.call('conversations.info', { channel });
    expect(info).toMatchObject({
      is_ext_shared: true,
      is_pending_ext_shared: false,
      connected_team_ids: [ACME],
      shared_team_ids: [HOST, ACME],
      conversation_host_id: HOST,
    });
  });

  test('waits for both sides where both approve', async () => {
    const town = await createTown({ approvals: { host: true, acme: true } });
    const { channel, invite } = await invited(town);
    await town.slack.as(INES).acceptInvitation(invite);
    expect(events(town)).toMatchObject([{ approval_required: true }]);
    const { channel: info } = await town.call('conversations.info', { channel });
    expect(info).toMatchObject({
      is_ext_shared: false,
      is_pending_ext_shared: true,
      pending_connected_team_ids: [ACME],
    });
    await expect(town.slack.as(MARA).approveInvitation(invite)).rejects.toThrow('is no admin');
    await town.slack.as(PAUL).approveInvitation(invite);
    expect(events(town).at(-1)).toMatchObject({
      type: 'shared_channel_invite_approved',
      approving_team_id: ACME,
      approving_user: { id: PAUL },
    });
    await town.slack.as(HANA).approveInvitation(invite);
    expect(types(town).slice(-3)).toEqual([
      'shared_channel_invite_approved',
      'channel_shared',
      'member_joined_channel',
    ]);
    await expect(town.slack.as(HANA).approveInvitation(invite)).rejects.toThrow('is approved');
  });

  test('is listed for whoever may approve it, as long as they may', async () => {
    const town = await createTown({ approvals: { host: true, acme: true } });
    const { invite } = await invited(town);
    const listed = (who: string): unknown[] =>
      town.slack
        .as(who)
        .invitations()
        .map(({ id, awaits }) => [id, awaits]);
    expect([MARA, HANA, PAUL].flatMap(listed)).toEqual([]);
    expect(listed(INES)).toEqual([[invite, 'acceptance']]);
    await town.slack.as(INES).acceptInvitation(invite);
    expect(listed(INES)).toEqual([[invite, null]]);
    expect(listed(MARA)).toEqual([]);
    expect(listed(HANA)).toEqual([[invite, 'approval']]);
    expect(listed(PAUL)).toEqual([[invite, 'approval']]);
    await town.slack.as(PAUL).approveInvitation(invite);
    expect(listed(PAUL)).toEqual([]);
    expect(listed(HANA)).toEqual([[invite, 'approval']]);
    town.clock.at += 14 * DAY_MS;
    expect(listed(HANA)).toEqual([]);
  });

  test('the app approves for the host', async () => {
    const town = await createTown({ approvals: { host: true } });
    const { channel, invite } = await invited(town);
    const approve = (target_team?: string): Promise<Json> =>
      town.call('conversations.approveSharedInvite', { invite_id: invite, target_team });
    expect(await approve(ACME)).toMatchObject({ error: 'approval_not_found' });
    await town.slack.as(INES).acceptInvitation(invite);
    expect(await approve()).toMatchObject({ error: 'missing_target_team' });
    expect(await approve(ACME)).toEqual({ ok: true });
    expect(await approve(ACME)).toMatchObject({ error: 'already_approved' });
    expect(town.slack.channel(channel).isShared).toBe(true);
  });

  test('a forwarded mail brings another person, of another company', async () => {
    const town = await createTown();
    const { channel, invite } = await invited(town);
    await expect(town.slack.as(OTTO).acceptInvitation(invite)).rejects.toThrow(
      "is not Otto Other's",
    );
    await town.slack.as(INES).acceptInvitation(invite, OTTO);
    expect(events(town)[0]).toMatchObject({
      invite: { recipient_email: INES_MAIL },
      accepting_user: { id: OTTO, team_id: OTHER },
    });
    expect(town.slack.channel(channel).teamIds).toEqual([HOST, OTHER]);
  });

  test('a second person of a connected company needs no approval', async () => {
    const town = await createTown({ approvals: { host: true } });
    const { channel, invite } = await invited(town);
    await town.slack.as(INES).acceptInvitation(invite);
    await town.slack.as(HANA).approveInvitation(invite);
    const emails = ['paul@acme.example'];
    const second = await town.call('conversations.inviteShared', { channel, emails });
    await town.slack.as(PAUL).acceptInvitation(String(second['invite_id']));
    expect(town.slack.channel(channel).memberIds).toContain(PAUL);
  });
});

describe('an invitation ends', () => {
  test('when it is declined', async () => {
    const town = await createTown();
    const { channel, invite } = await invited(town);
    await town.slack.as(INES).declineInvitation(invite);
    expect(events(town)).toMatchObject([
      {
        type: 'shared_channel_invite_declined',
        declining_team_id: ACME,
        declining_user: { id: INES },
      },
    ]);
    await expect(town.slack.as(INES).acceptInvitation(invite)).rejects.toThrow('is declined');
    const again = await town.call('conversations.inviteShared', { channel, emails: [INES_MAIL] });
    expect(again).toMatchObject({ ok: true });
  });

  test('when an approver declines it', async () => {
    const town = await createTown({ approvals: { acme: true } });
    const { channel, invite } = await invited(town);
    await town.slack.as(INES).acceptInvitation(invite);
    await town.slack.as(PAUL).declineInvitation(invite);
    expect(events(town).at(-1)).toMatchObject({ declining_user: { id: PAUL } });
    expect(town.slack.channel(channel).isShared).toBe(false);
  });

  test('after fourteen days, silently, approval included', async () => {
    const town = await createTown({ approvals: { host: true } });
    const { channel, invite } = await invited(town);
    await town.slack.as(INES).acceptInvitation(invite);
    town.received.length = 0;
    town.clock.at += 14 * DAY_MS - 1;
    expect(town.slack.as(INES).invitations()[0]?.status).toBe('accepted');
    town.clock.at += 1;
    expect(town.slack.as(INES).invitations()[0]?.status).toBe('expired');
    await expect(town.slack.as(HANA).approveInvitation(invite)).rejects.toThrow('is expired');
    const approval = { invite_id: invite, target_team: ACME };
    const late = await town.call('conversations.approveSharedInvite', approval);
    expect(late).toMatchObject({ error: 'approval_inactive' });
    expect(types(town)).toEqual([]);
    const again = await town.call('conversations.inviteShared', { channel, emails: [INES_MAIL] });
    expect(again).toMatchObject({ ok: true });
  });

  test('when its channel is archived', async () => {
    const town = await createTown();
    const { channel, invite } = await invited(town);
    await town.call('conversations.archive', { channel });
    await expect(town.slack.as(INES).acceptInvitation(invite)).rejects.toThrow('is revoked');
  });

  test('and dead ones stay listed', async () => {
    const town = await createTown();
    const { channel, invite } = await invited(town);
    await town.slack.as(INES).declineInvitation(invite);
    await town.call('conversations.inviteShared', { channel, emails: [INES_MAIL] });
    const { invites } = await town.call('conversations.listConnectInvites');
    expect(invites).toMatchObject([
      { status: 'declined', invite: { id: invite }, channel: { id: channel } },
      { status: 'sent', invite: { recipient_email: INES_MAIL, link: expect.any(String) } },
    ]);
  });
});

describe('outsiders', () => {
  const user = (town: Town, id: string): Promise<unknown> =>
    town.call('users.info', { user: id }).then((answer) => answer['user']);

  test('are strangers until a channel is shared, and again when it is not', async () => {
    const town = await createTown();
    const before = await user(town, INES);
    expect(before).toMatchObject({ team_id: ACME, is_stranger: true });
    expect(before).not.toHaveProperty('tz');
    const channel = await town.sharedRoom();
    const met = await user(town, INES);
    expect(met).toMatchObject({
      team_id: ACME,
      tz: 'Europe/Lisbon',
      is_stranger: false,
      profile: { real_name: 'Ines Partner', display_name: 'Ines' },
    });
    expect(met).not.toHaveProperty('real_name');
    expect(met).not.toHaveProperty('profile.email');
    await town.slack
      .as(HANA)
      .disconnect('partner-acme', ACME)
      .catch(() => undefined);
    await town.slack.as(MARA).addToChannel(channel, HANA);
    await town.slack.as(HANA).disconnect(channel, ACME);
    expect(await user(town, INES)).toMatchObject({ is_stranger: true });
    expect(events(town).at(-1)).toMatchObject({
      type: 'channel_unshared',
      previously_connected_team_id: ACME,
      channel,
      is_ext_shared: false,
    });
  });

  test('are listed as members, not as users, and have no address to be found by', async () => {
    const town = await createTown();
    const channel = await town.sharedRoom();
    const { members } = await town.call('conversations.members', { channel });
    expect(members).toEqual([town.slack.app.botUserId, MARA, INES]);
    const { members: users } = await town.call('users.list');
    expect((users as Json[]).map(({ id }) => id)).toEqual([MARA, HANA, town.slack.app.botUserId]);
    const found = await town.call('users.lookupByEmail', { email: INES_MAIL });
    expect(found).toMatchObject({ error: 'users_not_found' });
  });

  test('get ephemerals and DMs from the app while a channel is shared', async () => {
    const town = await createTown();
    const alone = await town.call('chat.postMessage', { channel: INES, text: 'a' });
    expect(alone).toMatchObject({ error: 'channel_not_found' });
    const channel = await town.sharedRoom();
    const whisper = { channel, user: INES, text: 'For you' };
    expect(await town.call('chat.postEphemeral', whisper)).toMatchObject({ ok: true });
    const direct = await town.call('chat.postMessage', { channel: INES, text: 'a' });
    expect(direct).toMatchObject({ ok: true });
    await town.slack.as(INES).leave(channel);
    expect(await town.call('chat.postEphemeral', whisper)).toMatchObject({
      error: 'user_not_in_channel',
    });
  });

  test('see the whole history, from before they came', async () => {
    const town = await createTown();
    const { channel, invite } = await invited(town);
    await town.call('chat.postMessage', { channel, text: 'Before you came' });
    await town.slack.as(INES).acceptInvitation(invite);
    expect(town.slack.as(INES).reads(channel)).toContain('Before you came');
  });

  test('may not bring colleagues while they are limited; the app lifts it', async () => {
    const town = await createTown();
    const { channel, invite } = await invited(town, {});
    const permit = { channel, target_team: ACME, action: 'upgrade' };
    const early = await town.call('conversations.externalInvitePermissions.set', permit);
    expect(early).toMatchObject({ error: 'invalid_target_team' });
    await town.slack.as(INES).acceptInvitation(invite);
    const add = (): Promise<void> => town.slack.as(INES).addToChannel(channel, PAUL);
    await expect(add()).rejects.toThrow('may only post here');
    await town.call('conversations.externalInvitePermissions.set', permit);
    await add();
    expect(events(town).at(-1)).toMatchObject({
      type: 'member_joined_channel',
      user: PAUL,
      inviter: INES,
    });
  });

  test('come back as the new invitation says, not as limited as before', async () => {
    const town = await createTown();
    const { channel, invite } = await invited(town, {});
    await town.slack.as(INES).acceptInvitation(invite);
    await town.call('conversations.invite', { channel, users: HANA });
    await town.slack.as(HANA).disconnect(channel, ACME);
    const unlimited = { channel, emails: [INES_MAIL], external_limited: false };
    const { invite_id } = await town.call('conversations.inviteShared', unlimited);
    await town.slack.as(INES).acceptInvitation(String(invite_id));
    await town.slack.as(INES).addToChannel(channel, PAUL);
    expect(town.slack.channel(channel).memberIds).toContain(PAUL);
  });

  test('write messages that name their team', async () => {
    const town = await createTown();
    const channel = await town.sharedRoom();
    await town.slack.as(INES).say(channel, 'Hello & welcome');
    expect(town.received.at(-1)?.payload).toMatchObject({
      team_id: ACME,
      context_team_id: HOST,
      authorizations: [{ team_id: HOST, is_bot: true }],
      is_ext_shared_channel: true,
      event: {
        type: 'message',
        user: INES,
        team: ACME,
        text: 'Hello &amp; welcome',
        channel,
        channel_type: 'group',
      },
    });
  });
});
