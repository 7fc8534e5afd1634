import type { Obj } from '../json.ts';

/** `ok: false` in Slack's words. */
export class ApiError extends Error {
  readonly code: string;
  /** What the answer holds besides `ok` and `error`. */
  readonly fields: Obj;

  constructor(code: string, fields: Obj = {}) {
    super(code);
    this.name = 'ApiError';
    this.code = code;
    this.fields = fields;
  }
}

/** What Slack says of arguments that are missing, unknown or of a wrong kind. */
export function invalidArguments(...problems: string[]): ApiError {
  const messages = problems.map((each) => `[ERROR] ${each}`);
  return new ApiError('invalid_arguments', { response_metadata: { messages } });
}
