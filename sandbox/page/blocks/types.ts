import type { FieldValue, Json } from '../../slack/types.ts';
import type { Reader as TextReader } from '../../slack/text/mrkdwn.ts';

/** A line of a picker. */
export type Choice = Readonly<{ label: string; value: string; description?: string }>;

/** Who reads: names and times are shown their way. */
export type Reader = TextReader &
  Readonly<{
    /** For the pickers of people and channels. */
    people: readonly Choice[];
    channels: readonly Choice[];
  }>;

/** A control, by where it stands. */
export type Where = Readonly<{ blockId: string; actionId: string }>;

/** A file as it was picked, with what is in it. */
export type PickedFile = Readonly<{
  name: string;
  mimetype: string;
  /** Bytes. */
  size: number;
  base64: string;
}>;

/** What an input of a form hands on; every one of them is a `FieldValue`. */
export type Entered = string | readonly string[] | readonly PickedFile[] | null;

/** What a person has before them, and what their use of it comes to. */
export type Surface = Readonly<{
  reader: Reader;
  /** What each control holds on this person's screen: block id → action id → state (as in Slack's `state.values`). */
  values: Readonly<Record<string, Readonly<Record<string, Json>>>>;
  /** Block id → what is wrong, in a form. */
  errors: Readonly<Record<string, string>>;
  /** Presses a button (value undefined), picks from an overflow menu, radio buttons or a static select (value = option value). */
  press: (where: Where, value?: string) => Promise<void>;
  tick: (where: Where, value: string, on: boolean) => Promise<void>;
  /** Dates, times, users, channels, conversations, external and multi selects, dispatching text inputs. */
  choose: (where: Where, value: string | readonly string[] | null) => Promise<void>;
  suggest: (where: Where, query: string) => Promise<readonly Choice[]>;
  /** Keeps what was typed into an input block of a form until it is sent; undefined outside forms. */
  type?: (where: Where, value: Entered) => void;
  /** What was typed so far into this input, or undefined when untouched. */
  typed?: (where: Where) => FieldValue | undefined;
  /** Block ids whose content just changed: drawn with the `changed` mark. */
  changed: ReadonlySet<string>;
}>;
