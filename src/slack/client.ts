import { LogLevel, WebClient } from '@slack/web-api';

/** No call of the outbox may outlast its lease. */
export const CALL_TIMEOUT_MS = 10_000;

/**
 * The client for everything unasked. Slack's client would repeat a post up to ten times within half
 * an hour and wait for ever; repeating is for the outbox to decide.
 * @param apiUrl where Slack's Web API is spoken, ending in `/api/`
 */
export function outboundClient(token: string, apiUrl: string): WebClient {
  return new WebClient(token, {
    slackApiUrl: apiUrl,
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    timeout: CALL_TIMEOUT_MS,
    allowAbsoluteUrls: false,
    logLevel: LogLevel.ERROR,
  });
}
