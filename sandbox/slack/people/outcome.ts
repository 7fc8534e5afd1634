import type { Answer } from '../app/http-post.ts';
import type { Outcome } from '../types.ts';

/** What Slack's client says when the app does not answer, or not as it should. */
export const TROUBLE = 'We had some trouble connecting. Try again?';

type Said = Readonly<{
  text?: string | undefined;
  errors?: Readonly<Record<string, string>> | undefined;
  refused?: string | undefined;
}>;

export function outcomeOf(
  ok: boolean,
  answer: Answer,
  { text, errors, refused }: Said = {},
): Outcome {
  return {
    ok,
    status: answer.status,
    ms: answer.ms,
    ...(text === undefined ? {} : { text }),
    ...(errors === undefined ? {} : { errors }),
    ...(refused === undefined ? {} : { refused }),
  };
}

/** What happens on the person's screen only: nothing is sent. */
export function unsent(ok: boolean, { text, errors }: Said = {}): Outcome {
  const nothing: Answer = { status: 0, body: '', headers: {}, ms: 0 };
  return outcomeOf(ok, nothing, { text, errors });
}

export function isSuccess({ status }: Answer): boolean {
  return status >= 200 && status < 300;
}
