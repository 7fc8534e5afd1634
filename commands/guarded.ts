import type { BlockAction, ViewSubmitAction } from '@slack/bolt';
import type { ModalView } from '@slack/types';
import type { WebClient } from '@slack/web-api';
import { RefusedError, UserError } from '../src/errors.ts';
import type { Signer } from '../src/usecases/actor.ts';
import type { Deps } from '../src/usecases/deps.ts';
import { recordRefusal } from '../src/usecases/refuse.ts';
import { simple, type Message } from '../views/kit.ts';

/*
 * The error boundaries. A `UserError` is told to the person who acted, and nobody else; a refusal
 * is also written to the audit. Any other error rises: Slack is answered with 500, says that
 * something went wrong, and repeats an event.
 */

/** The entry of `table` under `key`, which people choose: never what every object has. */
export function entryOf<T>(table: Readonly<Record<string, T>>, key: string): T | undefined {
  return Object.hasOwn(table, key) ? table[key] : undefined;
}

/** What becomes of a form: closed, wrong in some fields, or replaced by what it says or by a form. */
export type FormAnswer =
  | Readonly<{ kind: 'done' }>
  | Readonly<{ kind: 'errors'; errors: Record<string, string> }>
  | Readonly<{ kind: 'told'; text: string }>
  | Readonly<{ kind: 'form'; view: ModalView }>;

export const DONE: FormAnswer = { kind: 'done' };

/** Runs `work`; what the person has to be told goes to `tell`. */
export async function telling<T>(
  deps: Deps,
  about: Readonly<{ signer: Signer; tried: string }>,
  work: () => Promise<T>,
  tell: (text: string) => Promise<T>,
): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    if (error instanceof RefusedError) await recordRefusal(deps, about);
    return tell(error.message);
  }
}

/**
 * Who clicked: the person's own workspace, not the one that the payload names first. Where Slack
 * leaves it out, nobody is known, and every rule refuses.
 */
export function signerOfClick(body: BlockAction): Signer {
  const channelId = body.channel?.id ?? containerChannel(body);
  return { userId: body.user.id, teamId: body.user.team_id ?? '', channelId };
}

function containerChannel({ container }: BlockAction): string | null {
  const channelId: unknown = container['channel_id'];
  return typeof channelId === 'string' ? channelId : null;
}

/** Who sent a form. It has no channel: access is by company alone. */
export function signerOfForm(body: ViewSubmitAction): Signer {
  return { userId: body.user.id, teamId: body.user.team_id ?? '', channelId: null };
}

/** What can be done for the person who clicked: open a form, or say something to them alone. */
export type Clicker = Readonly<{
  open: (view: ModalView) => Promise<void>;
  tell: (message: Message) => Promise<void>;
}>;

type Respond = (message: {
  response_type: 'ephemeral';
  replace_original: false;
  text: string;
  blocks: Message['blocks'];
}) => Promise<unknown>;
type Warn = (detail: object, message: string) => void;

/**
 * Answers to a click come after the commit, so nothing here may throw: a form that cannot be opened
 * is told, and a failed telling is logged.
 */
export function clicker(
  {
    triggerId,
    client,
    respond,
  }: Readonly<{ triggerId: string; client: WebClient; respond: Respond }>,
  warn: Warn,
): Clicker {
  const tell = async ({ text, blocks }: Message) => {
    try {
      await respond({ response_type: 'ephemeral', replace_original: false, text, blocks });
    } catch (error) {
      warn({ err: error }, 'could not answer a click');
    }
  };
  const open = async (view: ModalView) => {
    try {
      await client.views.open({ trigger_id: triggerId, view });
    } catch (error) {
      warn({ err: error }, 'could not open a form');
      await tell(simple('Slack did not open the form in time. Please press the button again.'));
    }
  };
  return { open, tell };
}
