import type {
  PreviewedClock,
  SlaBoard,
  SlaLine,
  SlaLog,
  SlaPreview,
} from '../src/domain/sla-board.ts';
import type { Zone } from '../src/domain/ids.ts';
import { context, escapeMrkdwn, header, message, sections, type Message } from './kit.ts';
import { sentLength, shortened } from './plan-words.ts';
import { callText, lineText, logLineText, previewHead, rulesTexts } from './sla-words.ts';
import { count, type CompanyNames } from './words.ts';

/** What a message and its text leave to a list, beside a heading and a foot. */
const ROOM = { blocks: 10_500, text: 3_600 };
/** What of that rules may take. */
const RULES = { blocks: 3_500, text: 1_200 };

/** A line of a list, and how many clocks or rows it stands for. */
type Line = Readonly<{ text: string; stands: number }>;

/** `/onboard sla <partner>`: the clocks of both companies as they stand, and the rules they go by. */
export function slaAnswer(board: SlaBoard, hostName: string): Message {
  const { partnerName, zone, lines, rules } = board;
  const names = { host: hostName, partner: partnerName };
  const groups: readonly (readonly [title: string, some: readonly SlaLine[]])[] = [
    ['Late', lines.filter(({ late }) => late !== null)],
    ['Running', lines.filter(({ late, held }) => late === null && held === null)],
    ['Standing still', lines.filter(({ held }) => held !== null)],
  ];
  const rows = groups.flatMap(([title, some]) =>
    some.map((line, nth): Line => {
      const text = `• ${escapeMrkdwn(lineText(line, { names, zone }))}`;
      return { text: nth === 0 ? `*${title}* (${some.length})\n${text}` : text, stands: 1 };
    }),
  );
  const told = rulesTexts(rules, names).map((text) => ({ text: escapeMrkdwn(text), stands: 1 }));
  return listed({
    title: `Clocks of ${partnerName}`,
    empty: 'No clock runs: there is nothing open.',
    zone,
    rows: (room) => shortened(rows, room, 'clock'),
    below: (room) => shortened(told, room, 'rule'),
  });
}

/** As many coming moments of each clock as are tried, until all clocks fit. */
const STEPS = [Infinity, 8, 5, 3, 2, 1];

/** `/onboard sla preview <partner>`: what every running clock calls for, and who would hear it. */
export function previewAnswer(
  { partnerName, zone, clocks }: SlaPreview,
  hostName: string,
): Message {
  const look = { names: { host: hostName, partner: partnerName }, zone };
  const rows = (room: number) => {
    const tried = STEPS.map((steps) =>
      clocks.map((clock) => previewRow(clock, { ...look, steps })),
    );
    const fits = (some: readonly Line[]) =>
      some.reduce((sum, { text }) => sum + sentLength(text), 0) <= room;
    return shortened(tried.find(fits) ?? tried.at(-1) ?? [], room, 'clock');
  };
  const told =
    'If nothing happens to these clocks: work, promises, pauses and days off change it. Whoever has heard enough on a day, or asked for peace, hears it later.';
  return listed({
    title: `What comes for ${partnerName}`,
    empty: 'No clock runs: nobody will be reminded.',
    zone,
    rows,
    below: () => [told],
  });
}

function previewRow(
  clock: PreviewedClock,
  { steps, ...look }: Readonly<{ names: CompanyNames; zone: Zone; steps: number }>,
): Line {
  const shown = clock.calls.slice(0, steps).map((call) => `• ${callText(call, look.zone)}`);
  const left = clock.calls.length - shown.length;
  const lines = [
    ...(shown.length === 0 ? ['• nothing more: everybody has been told'] : shown),
    ...(left === 0 ? [] : [`• and ${count(left, 'later moment')}`]),
  ];
  const text = `*${escapeMrkdwn(previewHead(clock, look))}*\n${escapeMrkdwn(lines.join('\n'))}`;
  return { text, stands: 1 };
}

/** `/onboard sla log <partner>`: who was reminded of what, when and why, and why not. */
export function slaLogAnswer({ partnerName, zone, lines, total }: SlaLog): Message {
  const rows = lines.map((line): Line => ({
    text: `• ${escapeMrkdwn(logLineText(line, zone))}`,
    stands: 1,
  }));
  return listed({
    title: `Reminders about ${partnerName}`,
    empty: 'Nobody was reminded of anything yet.',
    zone,
    rows: (room) => shortened(rows, room, 'reminder', total - lines.length),
    below: () => [],
  });
}

type List = Readonly<{
  title: string;
  /** What is said where there are no rows. */
  empty: string;
  zone: Zone;
  /** As many rows as `room` characters hold, and a line that counts the rest. */
  rows: (room: number) => readonly string[];
  below: (room: number) => readonly string[];
}>;

function listed({ title, empty, zone, rows, below }: List): Message {
  const foot = `Times are those of ${zone}.`;
  const of = (room: number, rules: number) => {
    const told = below(rules);
    const taken = told.reduce((sum, text) => sum + sentLength(text), 0);
    const shown = rows(room - taken);
    return { shown: shown.length === 0 ? [empty] : shown, told };
  };
  const blocks = of(ROOM.blocks, RULES.blocks);
  const spoken = of(ROOM.text, RULES.text);
  return message([escapeMrkdwn(title), ...spoken.shown, ...spoken.told, foot].join('\n'), [
    header(title),
    // Line by line: a section is cut where it is too long.
    ...sections(blocks.shown.flatMap((text) => text.split('\n'))),
    ...sections(blocks.told),
    context(foot),
  ]);
}
