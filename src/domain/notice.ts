import type {
  BlockerId,
  ContactId,
  EvidenceId,
  ExtensionId,
  InvitationId,
  ItemId,
  MessageId,
  NudgeId,
  OnboardingId,
  OutcomeId,
  ReviewId,
  UpdateId,
} from './ids.ts';

/**
 * Every message that the bot sends unasked. It holds ids only: what it says is drawn from the
 * database when it is sent, and dropped when it is no longer true.
 */
export type Notice =
  /** The first posting of a headline or a module message; later states are updates of it. */
  | Readonly<{ kind: 'post_message'; messageId: MessageId }>
  /** All that is to be told to one person at one time. */
  | Readonly<{ kind: 'nudge'; contactId: ContactId; nudgeIds: readonly NudgeId[] }>
  | Readonly<{ kind: 'evidence_returned'; itemId: ItemId; reviewId: ReviewId }>
  | Readonly<{
      kind: 'review_requested';
      itemId: ItemId;
      evidenceId: EvidenceId;
      contactId: ContactId;
    }>
  | Readonly<{ kind: 'blocker_raised'; blockerId: BlockerId }>
  | Readonly<{ kind: 'blocker_assigned'; blockerId: BlockerId; contactId: ContactId }>
  | Readonly<{ kind: 'blocker_cleared'; blockerId: BlockerId }>
  | Readonly<{ kind: 'update_posted'; updateId: UpdateId; blockerId: BlockerId }>
  | Readonly<{ kind: 'time_asked'; extensionId: ExtensionId }>
  | Readonly<{ kind: 'time_decided'; extensionId: ExtensionId }>
  /** All clocks of a partner stand still, or go on. */
  | Readonly<{ kind: 'pause_changed'; onboardingId: OnboardingId }>
  | Readonly<{ kind: 'outcome_claimed'; outcomeId: OutcomeId; contactId: ContactId }>
  | Readonly<{ kind: 'outcome_decided'; outcomeId: OutcomeId; contactId: ContactId }>
  | Readonly<{ kind: 'partner_joined'; onboardingId: OnboardingId; contactId: ContactId }>
  | Readonly<{ kind: 'channel_problem'; onboardingId: OnboardingId; contactId: ContactId }>
  | Readonly<{ kind: 'override_ended'; onboardingId: OnboardingId; contactId: ContactId }>
  /** What a newer version of the playbook changed, for the partner who was moved to it. */
  | Readonly<{ kind: 'release_notes'; onboardingId: OnboardingId; from: number; to: number }>
  | Readonly<{ kind: 'undelivered'; outboxSeq: number; contactId: ContactId | null }>
  | Readonly<{ kind: 'digest'; slotAt: number }>;

/** Work in Slack that may be done twice without harm; Slack's answer shows that it was done. */
export type Errand =
  | Readonly<{ kind: 'check_contact'; contactId: ContactId }>
  | Readonly<{ kind: 'create_channel'; onboardingId: OnboardingId }>
  | Readonly<{ kind: 'invite_team'; onboardingId: OnboardingId }>
  | Readonly<{ kind: 'invite_contact'; invitationId: InvitationId }>
  | Readonly<{ kind: 'pin_message'; messageId: MessageId }>
  | Readonly<{ kind: 'inspect_files'; evidenceId: EvidenceId }>;

export type Intent = Notice | Errand;
export type NoticeOf<K extends Notice['kind']> = Extract<Notice, { kind: K }>;
export type ErrandOf<K extends Errand['kind']> = Extract<Errand, { kind: K }>;

const ERRANDS: readonly string[] = [
  'check_contact',
  'create_channel',
  'invite_team',
  'invite_contact',
  'pin_message',
  'inspect_files',
] satisfies Errand['kind'][];

export function isErrand(intent: Intent): intent is Errand {
  return ERRANDS.includes(intent.kind);
}

/**
 * Where an intent goes. What shares a lane is sent in the order in which it was decided.
 * `channel:<onboarding>`, `person:<contact>`, `executives`, `operators` or `errand:<id>`.
 */
export type Lane = string;

export function channelLane(id: OnboardingId): Lane {
  return `channel:${id}`;
}

export function personLane(id: ContactId): Lane {
  return `person:${id}`;
}

export const EXECUTIVES_LANE: Lane = 'executives';
export const OPERATORS_LANE: Lane = 'operators';
