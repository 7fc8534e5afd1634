import { optionsOf } from '../blocks/composition.ts';
import { listControls, type Control } from '../blocks/state.ts';
import { objectsOf, textOf, type Obj } from '../json.ts';
import { controlsOf, stackOf } from '../store/views.ts';
import type { Channel, Message, User, View } from '../store/world.ts';
import { showText } from '../text/render.ts';
import type { Target } from '../types.ts';
import { seenHome } from './home.ts';
import { listSeen } from './seeing.ts';
import { channelFor, readerOf, type Sim } from './sim.ts';

/** Where something usable stands. */
export type Place =
  | Readonly<{ kind: 'message'; channel: Channel; message: Message }>
  | Readonly<{ kind: 'view'; view: View }>;

/** Something usable; `option` when it is one choice of a control. */
export type Found = Readonly<{ place: Place; control: Control; option: Obj | undefined }>;

type Candidate = Found & Readonly<{ label: string; nearby: string; value: string }>;

/** Whether to look for a control as a whole, or for buttons and single choices. */
export type Grain = 'control' | 'choice';

function placesOf(sim: Sim, user: User, what: Target): [Place, Control[]][] {
  if (what.channel !== undefined) {
    const channel = channelFor(sim, user, what.channel);
    const seen = listSeen(channel, user).filter(
      ({ ts }) => what.ts === undefined || ts === what.ts,
    );
    return seen.map((message) => [
      { kind: 'message', channel, message },
      listControls(message.blocks),
    ]);
  }
  const view = what.home === true ? seenHome(sim.world, user) : stackOf(sim.world, user.id).at(-1);
  if (view === undefined) {
    throw new Error(`${user.name} has no ${what.home === true ? 'Home tab' : 'modal'} open`);
  }
  return [[{ kind: 'view', view }, controlsOf(view)]];
}

function candidatesOf(
  place: Place,
  control: Control,
  grain: Grain,
  show: (value: unknown) => string,
): Candidate[] {
  const { block, element } = control;
  const nearby = [block['label'], block['text'], element['placeholder']].map(show).join('\n');
  const options = objectsOf(optionsOf(element));
  if (grain === 'choice' && options.length > 0) {
    return options.map((option) => ({
      place,
      control,
      option,
      label: show(option['text']),
      nearby,
      value: textOf(option['value']),
    }));
  }
  const isButton = element['text'] !== undefined;
  const label = show(element['text']) || show(block['label']) || show(element['placeholder']);
  if (grain === 'control' && isButton) return [];
  return [{ place, control, option: undefined, label, nearby, value: textOf(element['value']) }];
}

function describe({ label, control, value, place }: Candidate): string {
  const where = place.kind === 'message' ? ` in ${place.channel.name} at ${place.message.ts}` : '';
  const ids = `action_id ${control.actionId}, block_id ${control.blockId}`;
  return `- ${control.type} "${label}" (${ids}${value === '' ? '' : `, value ${value}`})${where}`;
}

function byLabel(candidates: Candidate[], label: string): Candidate[] {
  const tests: ((each: Candidate) => boolean)[] = [
    (each) => each.label === label,
    (each) => each.label.includes(label),
    (each) => each.nearby.includes(label),
  ];
  for (const test of tests) {
    const hits = candidates.filter(test);
    if (hits.length > 0) return hits;
  }
  return [];
}

/**
 * The one thing on a person's screen that a target means.
 * @throws Error that lists what there is when the target fits nothing or several
 */
export function findOne(sim: Sim, user: User, what: Target, grain: Grain): Found {
  const reader = readerOf(sim.world, user);
  const show = (value: unknown): string => (value == null ? '' : showText(value, reader));
  const all = placesOf(sim, user, what).flatMap(([place, controls]) =>
    controls.flatMap((control) => candidatesOf(place, control, grain, show)),
  );
  const fitting = all.filter(
    ({ control, value }) =>
      (what.actionId === undefined || control.actionId === what.actionId) &&
      (what.blockId === undefined || control.blockId === what.blockId) &&
      (what.value === undefined || value === what.value),
  );
  const hits = what.label === undefined ? fitting : byLabel(fitting, what.label);
  const [hit] = hits;
  if (hit !== undefined && hits.length === 1) return hit;
  const problem = hits.length === 0 ? 'Nothing fits' : 'Several things fit';
  const listed = (hits.length === 0 ? all : hits).map(describe).join('\n');
  throw new Error(
    `${problem} ${JSON.stringify(what)}. ${user.name} sees:\n${listed || '(nothing)'}`,
  );
}
