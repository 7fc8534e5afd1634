import type { App, Logger, Receiver, ReceiverEvent } from '@slack/bolt';
import { SocketModeClient } from '@slack/socket-mode';

type Delivery = Readonly<{
  ack: (response?: Record<string, unknown>) => Promise<void>;
  body: ReceiverEvent['body'];
  retry_num?: number;
  retry_reason?: string;
}>;

/** After a planned disconnect the client comes back only after this: clicks in between are lost. */
const RECONNECT_MS = 1_000;

/**
 * Bolt's own Socket Mode receiver acknowledges an event before anything is stored. This one answers
 * when the listener has returned, as over HTTP: what fails is not acknowledged, and Slack repeats it.
 * It has a client of its own, because the socket's repeats must not leak into the app's calls.
 */
export function socketReceiver(
  options: Readonly<{ appToken: string; slackApiUrl: string; logger: Logger }>,
): Receiver {
  const { appToken, slackApiUrl, logger } = options;
  const client = new SocketModeClient({
    appToken,
    logger,
    clientPingTimeout: RECONNECT_MS,
    clientOptions: { slackApiUrl },
  });
  let app: App | undefined;
  client.on('slack_event', (delivery: Delivery) => void deliver(delivery));

  async function deliver({
    ack,
    body,
    retry_num: retryNum,
    retry_reason: retryReason,
  }: Delivery): Promise<void> {
    const answers: unknown[] = [];
    const event: ReceiverEvent = {
      body,
      ...(retryNum !== undefined && { retryNum }),
      ...(retryReason !== undefined && { retryReason }),
      ack: (response: unknown) => {
        answers.push(response);
        return Promise.resolve();
      },
    };
    try {
      await app?.processEvent(event);
      if (answers.length > 0) await ack(payloadOf(answers[0]));
    } catch (error) {
      logger.error(error);
    }
  }

  return {
    init: (bolt) => {
      app = bolt;
    },
    start: () => client.start(),
    stop: () => client.disconnect(),
  };
}

function payloadOf(answer: unknown): Record<string, unknown> | undefined {
  if (typeof answer === 'string') return answer === '' ? undefined : { text: answer };
  return answer === undefined || answer === null ? undefined : (answer as Record<string, unknown>);
}
