import type * as pg from './schema.pg.ts';
import type * as sqlite from './schema.sqlite.ts';

/** The tables, named once: both dialects are seen through the SQLite types. */
export type Schema = typeof sqlite;

type Rows<S> = {
  [T in keyof S]: S[T] extends { $inferSelect: infer Read; $inferInsert: infer Write }
    ? [Read, Write]
    : never;
};
type Same<A, B> = [A] extends [B] ? ([B] extends [A] ? true : false) : false;

/** Stops compiling when a column differs between the dialects in name, type or nullability. */
export const rowsMatch: Same<Rows<typeof sqlite>, Rows<typeof pg>> = true;
