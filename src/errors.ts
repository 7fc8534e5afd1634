/** Something the person can put right. The message is shown word for word: what happened, what to do. */
export class UserError extends Error {
  override readonly name: string = 'UserError';
}

/** The person may not do this. Shown like a `UserError`, and written to the audit. */
export class RefusedError extends UserError {
  override readonly name = 'RefusedError';
}

/** Somebody else changed the same thing first; the person looks again and decides anew. */
export class StaleError extends UserError {
  override readonly name = 'StaleError';
}

/** An id that leads nowhere: a deleted row, or a control of an old message. */
export class NotFoundError extends UserError {
  override readonly name = 'NotFoundError';
}
