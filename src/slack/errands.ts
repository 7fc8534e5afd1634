import { WebAPIPlatformError, type WebClient } from '@slack/web-api';
import { getContact, saveContact } from '../../db/contacts.ts';
import { getEvidence, saveEvidenceFiles } from '../../db/evidence.ts';
import { getInvitation, saveInvitation } from '../../db/invitations.ts';
import { getMessage } from '../../db/messages.ts';
import { getOnboarding, saveOnboarding } from '../../db/onboardings.ts';
import type { Attempt } from '../domain/delivery.ts';
import { isZone } from '../domain/local-time.ts';
import type { Standing } from '../domain/contact.ts';
import type { EvidenceFile } from '../domain/evidence.ts';
import type { Errand, ErrandOf } from '../domain/notice.ts';
import { channelTeam } from '../domain/onboarding.ts';
import type { Deps } from '../usecases/deps.ts';
import { NOTHING_TO_RECORD, type Outbound, type Record } from './outbound.ts';
import { failedAttempt, refusalCode } from './send-failure.ts';

/** How an errand ended, and the facts it brought. */
export type ErrandResult = Readonly<{ attempt: Attempt; record: Record }>;

const DONE: Attempt = { kind: 'sent', channelId: null, ts: null };

type Runner<K extends Errand['kind']> = (out: Outbound, errand: ErrandOf<K>) => Promise<Record>;

/** One runner for each errand; each may run twice without harm. They throw what Slack's client throws. */
const RUN: { [K in Errand['kind']]: Runner<K> } = {
  check_contact: checkContact,
  create_channel: createChannel,
  invite_team: inviteTeam,
  invite_contact: inviteContact,
  pin_message: pinMessage,
  inspect_files: inspectFiles,
};

/** Does the errand in Slack, and says what to write down. */
export async function runErrand(out: Outbound, errand: Errand): Promise<ErrandResult> {
  try {
    const run = RUN[errand.kind] as (out: Outbound, errand: Errand) => Promise<Record>;
    return { attempt: DONE, record: await run(out, errand) };
  } catch (error) {
    return { attempt: failedAttempt(error), record: NOTHING_TO_RECORD };
  }
}

/** Asks Slack who somebody is. Only a full member of the company we think they are from has rights. */
async function checkContact(
  { deps, client }: Outbound,
  errand: ErrandOf<'check_contact'>,
): Promise<Record> {
  const contact = await getContact(deps.store.read, errand.contactId);
  if (contact.slackUserId === null) return NOTHING_TO_RECORD;
  const user = await userOrNone(client, contact.slackUserId);
  const profile = user?.profile;
  const name =
    [profile?.display_name, profile?.real_name, user?.real_name, user?.name].find(Boolean) ?? null;
  const zone = user?.tz !== undefined && isZone(user.tz) ? user.tz : contact.zone;
  const standing = standingOf(deps, user, contact.side === 'vendor');
  const email =
    contact.side === 'partner' ? (contact.email ?? profile?.email ?? null) : contact.email;
  return (tx) => saveContact(tx, contact.id, { name, zone, standing, email });
}

type User = NonNullable<Awaited<ReturnType<WebClient['users']['info']>>['user']>;

async function userOrNone(client: WebClient, user: string): Promise<User | undefined> {
  try {
    return (await client.users.info({ user })).user;
  } catch (error) {
    if (refusalCode(error) === 'user_not_found') return undefined;
    throw error;
  }
}

function standingOf({ host }: Deps, user: User | undefined, ours: boolean): Standing {
  if (!user || user.deleted === true || user.is_stranger === true) return 'unknown';
  if (user.is_bot === true) return 'bot';
  if (
    ours &&
    user.team_id !== host.teamId &&
    user.enterprise_user?.enterprise_id !== host.enterpriseId
  )
    return 'unknown';
  if (ours && (user.is_restricted === true || user.is_ultra_restricted === true)) return 'guest';
  return 'member';
}

/** Makes the partner's private channel, or finds the one that an earlier attempt made. */
async function createChannel(
  { deps, client }: Outbound,
  { onboardingId }: ErrandOf<'create_channel'>,
): Promise<Record> {
  const { onboarding } = await getOnboarding(deps.store.read, onboardingId);
  const channelId =
    onboarding.channelId ?? (await madeChannel(deps, client, onboarding.channelName));
  return (tx) => saveOnboarding(tx, onboardingId, { channelId, state: 'inviting', problem: null });
}

async function madeChannel(deps: Deps, client: WebClient, name: string): Promise<string> {
  try {
    const { channel } = await client.conversations.create({ name, is_private: true });
    if (channel?.id === undefined) throw new Error('Slack made a channel without an id');
    return channel.id;
  } catch (error) {
    if (refusalCode(error) !== 'name_taken') throw error;
    const own = await ownChannel(deps, client, name);
    // A channel of this name that somebody else made is theirs: nobody is invited into it.
    if (own === undefined) throw error;
    return own;
  }
}

async function ownChannel(
  { host }: Deps,
  client: WebClient,
  name: string,
): Promise<string | undefined> {
  let cursor = '';
  do {
    const page = await client.conversations.list({
      types: 'private_channel',
      exclude_archived: true,
      limit: 200,
      ...(cursor !== '' && { cursor }),
    });
    const found = page.channels?.find((one) => one.name === name && one.creator === host.botUserId);
    if (found?.id !== undefined) return found.id;
    cursor = page.response_metadata?.next_cursor ?? '';
  } while (cursor !== '');
  return undefined;
}

/** Refusals that mean: that person is in, or cannot be; the others still are. */
const INVITED_ENOUGH = new Set(['already_in_channel', 'cant_invite_self']);

async function inviteTeam(
  { deps, client, log }: Outbound,
  { onboardingId }: ErrandOf<'invite_team'>,
): Promise<Record> {
  const { onboarding, people } = await getOnboarding(deps.store.read, onboardingId);
  const users = channelTeam(people).flatMap(({ slackUserId }) => slackUserId ?? []);
  const channel = onboarding.channelId;
  if (channel === null || users.length === 0) return NOTHING_TO_RECORD;
  try {
    const answer = await client.conversations.invite({
      channel,
      users: users.join(','),
      force: true,
    });
    const errors =
      (answer as { errors?: readonly { user?: string; error?: string }[] }).errors ?? [];
    const missing = errors.filter(({ error }) => !INVITED_ENOUGH.has(error ?? ''));
    if (missing.length > 0)
      log.warn({ onboardingId, missing }, 'some of our people could not be added to the channel');
  } catch (error) {
    if (!INVITED_ENOUGH.has(refusalCode(error) ?? '')) throw error;
  }
  return NOTHING_TO_RECORD;
}

/** Answers of conversations.inviteShared that prove an invitation is out, or is not needed. */
const INVITED_BEFORE = new Set(['connection_limit_exceeded_pending', 'already_in_channel']);

/**
 * Invites the partner's contact. Unlimited, because a post-only guest may be unable to press our
 * buttons; where the workspace forbids that, limited.
 * @see conversations.inviteShared
 */
async function inviteContact(
  { deps, client }: Outbound,
  { invitationId }: ErrandOf<'invite_contact'>,
): Promise<Record> {
  const invitation = await getInvitation(deps.store.read, invitationId);
  const { onboarding } = await getOnboarding(deps.store.read, invitation.onboardingId);
  const contact = await getContact(deps.store.read, invitation.contactId);
  if (onboarding.channelId === null || contact.email === null || invitation.state !== 'queued')
    return NOTHING_TO_RECORD;
  const now = deps.now();
  // Written before the call: an invitation that is out and not known must be looked for.
  await deps.store.tx((tx) => saveInvitation(tx, invitationId, { attemptedAt: now }));
  const target = { channel: onboarding.channelId, email: contact.email };
  try {
    const { inviteId, limited } = await sendInvitation(client, target);
    return (tx) =>
      saveInvitation(tx, invitationId, {
        state: 'sent',
        slackInviteId: inviteId,
        limited,
        sentAt: now,
      });
  } catch (error) {
    if (!INVITED_BEFORE.has(refusalCode(error) ?? '')) throw error;
    return (tx) =>
      saveInvitation(tx, invitationId, { state: 'sent', sentAt: invitation.attemptedAt ?? now });
  }
}

async function sendInvitation(
  client: WebClient,
  { channel, email }: Readonly<{ channel: string; email: string }>,
): Promise<Readonly<{ inviteId: string | null; limited: boolean }>> {
  const invite = async (limited: boolean) => {
    const answer = await client.conversations.inviteShared({
      channel,
      emails: [email],
      external_limited: limited,
    });
    return { inviteId: answer.invite_id ?? null, limited };
  };
  try {
    return await invite(false);
  } catch (error) {
    if (refusalCode(error) !== 'restricted_action') throw error;
    return invite(true);
  }
}

async function pinMessage(
  { deps, client }: Outbound,
  { messageId }: ErrandOf<'pin_message'>,
): Promise<Record> {
  const { channelId, ts } = await getMessage(deps.store.read, messageId);
  if (channelId === null || ts === null) return NOTHING_TO_RECORD;
  try {
    await client.pins.add({ channel: channelId, timestamp: ts });
  } catch (error) {
    if (refusalCode(error) !== 'already_pinned') throw error;
  }
  return NOTHING_TO_RECORD;
}

/** Asks what files are of which a form told the id only. */
async function inspectFiles(
  { deps, client }: Outbound,
  { evidenceId }: ErrandOf<'inspect_files'>,
): Promise<Record> {
  const { files } = await getEvidence(deps.store.read, evidenceId);
  const known: EvidenceFile[] = [];
  for (const file of files)
    known.push(file.sizeBytes === null ? await inspected(client, file) : file);
  return (tx) => saveEvidenceFiles(tx, { id: evidenceId, files: known });
}

async function inspected(client: WebClient, stub: EvidenceFile): Promise<EvidenceFile> {
  try {
    const { file } = await client.files.info({ file: stub.id });
    return {
      id: stub.id,
      name: file?.name ?? stub.name,
      mimetype: file?.mimetype ?? stub.mimetype,
      sizeBytes: file?.size ?? null,
      permalink: file?.permalink ?? stub.permalink,
    };
  } catch (error) {
    if (!(error instanceof WebAPIPlatformError) || refusalCode(error) === undefined) throw error;
    return { ...stub, name: `${stub.name ?? stub.id}: cannot be opened (${error.data.error})` };
  }
}
