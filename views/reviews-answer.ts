import type { Zone } from '../src/domain/ids.ts';
import type { ReviewLine } from '../src/domain/portfolio.ts';
import { button, escapeMrkdwn, fitting, header, message, section, type Message } from './kit.ts';
import { count, dayText } from './words.ts';

export const OPEN_REVIEW = 'open_review';

/** `/onboard review`: what waits for the reader's verdict. */
export function reviewsAnswer(lines: readonly ReviewLine[], zone: Zone): Message {
  if (lines.length === 0) {
    return message('Nothing waits for your review.', [section('Nothing waits for your review.')]);
  }
  const title = `${count(lines.length, 'review')} for you`;
  const texts = lines.map((line) => escapeMrkdwn(reviewText(line, zone)));
  const head = header(title);
  const rows = lines.map((line) => [
    {
      ...section(escapeMrkdwn(reviewText(line, zone))),
      accessory: button('Review', OPEN_REVIEW, line.itemId),
    },
  ]);
  return message([title, ...texts].join('\n'), [head, ...fitting(rows, [head])]);
}

function reviewText({ partnerName, title, dueAt, late }: ReviewLine, zone: Zone): string {
  const due = dueAt === null ? '' : `, ${late ? 'was due' : 'due'} ${dayText(dueAt, zone)}`;
  return `${partnerName}: ${title}${due}`;
}
