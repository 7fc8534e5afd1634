import type { App, BlockAction, BlockElementAction, ViewSubmitAction } from '@slack/bolt';
import type { Deps } from '../src/usecases/deps.ts';
import { recordEvent } from '../src/usecases/record-event.ts';
import { mayLookUp } from '../src/usecases/forms.ts';
import { simple, tellingModal } from '../views/kit.ts';
import { lookedUp } from '../views/start-modal.ts';
import { CLICKS, OLD_CONTROL } from './clicks.ts';
import { eventKeys, EVENTS } from './events.ts';
import { FORMS } from './forms.ts';
import {
  clicker,
  entryOf,
  signerOfClick,
  signerOfForm,
  telling,
  type FormAnswer,
} from './guarded.ts';
import { answerCommand, wordOf } from './onboard.ts';

export const COMMAND = '/onboard';

type Log = Readonly<{ warn: (detail: object, message: string) => void }>;

/**
 * Everything that people and Slack can do to the bot. One listener for each kind of payload and a
 * table behind it, so that an id which nobody knows any more is answered, and never twice.
 */
export function registerCommands(slack: App, deps: Deps, log: Log): void {
  registerSlashCommand(slack, deps, log);
  registerClicks(slack, deps, log);
  registerForms(slack, deps);
  registerOptions(slack, deps);
  registerEvents(slack, deps);
}

function registerSlashCommand(slack: App, deps: Deps, log: Log): void {
  slack.command(COMMAND, async ({ ack, command, client }) => {
    const signer = { userId: command.user_id, teamId: command.team_id, channelId: null };
    const tried = `command:${wordOf(command.text)}`;
    const answer = await telling(
      deps,
      { signer, tried },
      () => answerCommand({ deps, signer, text: command.text }),
      (text) => Promise.resolve({ kind: 'message', message: simple(text) } as const),
    );
    if (answer.kind === 'message') {
      const { text, blocks } = answer.message;
      await ack({ response_type: 'ephemeral', text, blocks });
      return;
    }
    try {
      await client.views.open({ trigger_id: command.trigger_id, view: answer.view });
      await ack();
    } catch (error) {
      log.warn({ err: error }, 'could not open a form');
      await ack({
        response_type: 'ephemeral',
        text: 'Slack did not open the form in time. Please try once more.',
      });
    }
  });
}

function registerClicks(slack: App, deps: Deps, log: Log): void {
  slack.action<BlockAction>(/.*/, async ({ ack, body, client, respond }) => {
    const signer = signerOfClick(body);
    const answer = clicker({ triggerId: body.trigger_id, client, respond }, (detail, told) =>
      log.warn(detail, told),
    );
    for (const action of body.actions) {
      const { handle } = entryOf(CLICKS, action.action_id) ?? OLD_CONTROL;
      await telling(
        deps,
        { signer, tried: `click:${action.action_id}` },
        () => handle({ deps, signer, action, clickKey: clickKey(body, action), clicker: answer }),
        (text) => answer.tell(simple(text)),
      );
    }
    await ack();
  });
}

/** The same click delivered twice has the same key; a second click has another. */
function clickKey({ container, user }: BlockAction, action: BlockElementAction): string {
  const place = String(container['message_ts'] ?? container['view_id'] ?? '');
  return ['click', place, action.block_id, action.action_id, user.id, action.action_ts].join(':');
}

function registerForms(slack: App, deps: Deps): void {
  slack.view<ViewSubmitAction>(
    { callback_id: /.*/, type: 'view_submission' },
    async ({ ack, body, view }) => {
      const signer = signerOfForm(body);
      const known = entryOf(FORMS, view.callback_id);
      const answer = await telling<FormAnswer>(
        deps,
        { signer, tried: `form:${view.callback_id}` },
        () =>
          known?.handle({ deps, signer, view }) ??
          Promise.resolve({
            kind: 'told',
            text: 'This form is from an older version. Please open it anew.',
          }),
        (text) => Promise.resolve({ kind: 'told', text }),
      );
      switch (answer.kind) {
        case 'done':
          await ack();
          return;
        case 'errors':
          await ack({ response_action: 'errors', errors: answer.errors });
          return;
        case 'told':
          await ack({
            response_action: 'update',
            view: tellingModal('Onboarding', simple(answer.text).blocks),
          });
          return;
        case 'form':
          await ack({ response_action: 'update', view: answer.view });
          return;
      }
    },
  );
}

function registerOptions(slack: App, deps: Deps): void {
  slack.options(/.*/, async ({ ack, body, payload }) => {
    const signer = { userId: body.user.id, teamId: body.user.team_id ?? '', channelId: null };
    const allowed = await mayLookUp(deps, signer);
    await ack({ options: allowed ? lookedUp(payload.block_id, payload.value) : [] });
  });
}

function registerEvents(slack: App, deps: Deps): void {
  for (const [name, schema] of Object.entries(EVENTS)) {
    slack.event(name, async ({ body, payload }) => {
      const event = schema.safeParse(payload);
      if (event.success) await recordEvent(deps, { keys: eventKeys(body), event: event.data });
    });
  }
}
