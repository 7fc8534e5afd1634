import type { ActReply, ActRequest } from '../../desk/protocol.ts';
import { act } from '../connection.ts';
import type { Reader, Surface } from '../blocks/index.ts';

type Target = Extract<ActRequest, { do: 'press' }>['target'];
type Typed = Extract<ActRequest, { do: 'press' }>['typed'];

/** Where blocks stand, and what their use comes to. */
export type Stand = Readonly<{
  as: string;
  reader: Reader;
  /** The message or the Home tab; empty for the form on top. */
  where: Pick<Target, 'channel' | 'ts' | 'home'>;
  values: Surface['values'];
  errors?: Surface['errors'];
  changed?: ReadonlySet<string>;
  /** What stands in the inputs of the form. */
  typed?: () => Typed;
  /** Told when Slack says something beside the messages. */
  onReply: (reply: ActReply) => void;
}>;

const NOTHING: ReadonlySet<string> = new Set();

/** Connects blocks to the person who has them before them. */
export function surfaceFor(stand: Stand): Surface {
  const { as, reader, where, values, errors = {}, changed = NOTHING, onReply } = stand;
  const typed = () => {
    const fields = stand.typed?.();
    return fields === undefined ? {} : { typed: fields };
  };
  const send = async (asked: ActRequest) => {
    onReply(await act(asked));
  };
  return {
    reader,
    values,
    errors,
    changed,
    press: (at, value) =>
      send({
        do: 'press',
        as,
        target: { ...where, ...at, ...(value !== undefined && { value }) },
        ...typed(),
      }),
    tick: (at, value, on) =>
      send({ do: 'tick', as, target: { ...where, ...at, value }, on, ...typed() }),
    choose: (at, value) =>
      send({
        do: 'choose',
        as,
        target: { ...where, ...at },
        value: Array.isArray(value) ? [...(value as readonly string[])] : (value as string | null),
        ...typed(),
      }),
    suggest: async (at, query) => {
      const reply = await act({ do: 'suggest', as, target: { ...where, ...at }, query });
      if (!reply.ok) onReply(reply);
      return reply.options ?? [];
    },
  };
}
