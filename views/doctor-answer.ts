import { ailmentsOf, type Findings } from '../src/domain/doctor.ts';
import type { Zone } from '../src/domain/ids.ts';
import { adviceOn, factsText, verdictText } from './doctor-words.ts';
import { context, escapeMrkdwn, header, message, sections, type Message } from './kit.ts';
import { shortened } from './plan-words.ts';

/** What a message leaves to the list, and its text. */
const ROOM = { blocks: 10_000, text: 3_500 };

/** `/onboard doctor`: what has to be mended, and how. */
export function doctorAnswer(findings: Findings, zone: Zone): Message {
  const ailments = ailmentsOf(findings);
  const verdict = verdictText(ailments);
  const facts = escapeMrkdwn(factsText(findings, zone));
  const advice = ailments.map((ailment) => adviceOn(ailment, zone));
  const lines = (mark: string) =>
    advice.map(({ what, mend }) => ({
      text: `${mark}${escapeMrkdwn(what)}${mark}\n${escapeMrkdwn(mend)}`,
      stands: 1,
    }));
  const said = shortened(lines(''), ROOM.text, 'thing');
  return message([verdict, ...said, facts].join('\n'), [
    header(verdict),
    ...sections(shortened(lines('*'), ROOM.blocks, 'thing')),
    context(facts),
  ]);
}
