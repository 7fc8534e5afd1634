declare const brand: unique symbol;
type Branded<Name extends string> = string & { readonly [brand]: Name };

export type PartnerId = Branded<'partner'>;
export type OnboardingId = Branded<'onboarding'>;
export type ContactId = Branded<'contact'>;
export type ItemId = Branded<'item'>;
export type EvidenceId = Branded<'evidence'>;
export type ReviewId = Branded<'review'>;
export type BlockerId = Branded<'blocker'>;
export type OutcomeId = Branded<'outcome'>;
export type MessageId = Branded<'message'>;
export type InvitationId = Branded<'invitation'>;
export type ClockId = Branded<'clock'>;
export type NudgeId = Branded<'nudge'>;
export type UpdateId = Branded<'update'>;
export type ExtensionId = Branded<'extension'>;

/** A moment: UTC milliseconds since 1970. */
export type Instant = number;
/** A calendar day, `YYYY-MM-DD`, in a zone that the context names. */
export type Day = string;
/** An IANA time zone name. */
export type Zone = string;

/** What makes each kind of id recognisable in a log. */
const PREFIX = {
  partner: 'par',
  onboarding: 'onb',
  contact: 'con',
  item: 'itm',
  evidence: 'evd',
  review: 'rev',
  blocker: 'blk',
  outcome: 'out',
  message: 'msg',
  invitation: 'inv',
  clock: 'clk',
  nudge: 'ndg',
  update: 'upd',
  extension: 'ext',
} as const;

/** Makes an id of `kind` from random text, e.g. `itm_4f1c…`. */
export function idOf<Kind extends keyof typeof PREFIX>(kind: Kind, random: string): Branded<Kind> {
  return `${PREFIX[kind]}_${random.replaceAll('-', '')}` as Branded<Kind>;
}

/** Believes that `text` is an id of `kind`; whether it leads anywhere is for a query to say. */
export function asId<Kind extends keyof typeof PREFIX>(_kind: Kind, text: string): Branded<Kind> {
  return text as Branded<Kind>;
}
