import { getContact } from '../../db/contacts.ts';
import type { Reader, Tx } from '../../db/store.ts';
import type { Message } from '../../views/kit.ts';
import type { CompanyNames } from '../../views/words.ts';
import type { Contact } from '../domain/contact.ts';
import type { ContactId } from '../domain/ids.ts';
import type { WholeOnboarding } from '../domain/onboarding.ts';
import type { Deps } from '../usecases/deps.ts';
import type { Record } from './outbound.ts';

/** Where a message goes. */
export type Address =
  Readonly<{ kind: 'channel'; channelId: string }> | Readonly<{ kind: 'person'; contact: Contact }>;

/** A notice as it is true now. */
export type Drawing = Readonly<{
  message: Message;
  to: Address;
  threadTs?: string | null;
  /** What to write down once it is posted. */
  onPosted?: (tx: Tx, place: Readonly<{ channelId: string; ts: string }>) => Promise<void>;
}>;
/** Nothing to send when it no longer is true; what is to be written down then. */
export type Drawn = Drawing | Readonly<{ message: null; onDropped: Record }> | null;

/** What the two companies are called. */
export function namesOf({ host }: Deps, { partner }: WholeOnboarding): CompanyNames {
  return { host: host.name, partner: partner.name };
}

/** The partner's channel; null until there is one. */
export function channelOf({ onboarding }: WholeOnboarding): Address | null {
  return onboarding.channelId === null
    ? null
    : { kind: 'channel', channelId: onboarding.channelId };
}

/** A person's direct messages. @throws NotFoundError */
export async function personOf(reader: Reader, id: ContactId): Promise<Address> {
  return { kind: 'person', contact: await getContact(reader, id) };
}
