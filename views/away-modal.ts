import type { ModalView } from '@slack/types';
import { z } from 'zod';
import type { Away } from '../src/domain/contact.ts';
import type { Zone } from '../src/domain/ids.ts';
import { WorkingHoursSchema, type WorkingHours } from '../src/domain/working-hours.ts';
import {
  context,
  entered,
  escapeMrkdwn,
  field,
  form,
  readForm,
  VALUE,
  type Reading,
  type Submitted,
} from './kit.ts';

export const AWAY_MODAL = 'away_modal';

export type AwayForm = Readonly<{
  userId: string;
  away: Away | null;
  hours: WorkingHours['week'] | null;
}>;

/** The form for days on which somebody is not there, and hours of their own. */
export function awayModal({
  slackUserId,
  hours,
  away,
  zone,
}: Readonly<{
  slackUserId: string;
  hours: WorkingHours['week'] | null;
  away: Away | null;
  zone: Zone;
}>): ModalView {
  const day = (initial: string | undefined) =>
    ({ type: 'datepicker', action_id: VALUE, ...(initial && { initial_date: initial }) }) as const;
  const own = hours === null ? '' : hoursText(hours);
  return form({
    callbackId: AWAY_MODAL,
    title: 'Days off and hours',
    submit: 'Save',
    metadata: '',
    blocks: [
      field(
        'who',
        'Who?',
        { type: 'users_select', action_id: VALUE, initial_user: slackUserId },
        {
          hint: 'Partner managers can choose others, also of a partner.',
        },
      ),
      field('from', 'First day away', day(away?.from), { optional: true }),
      field('to', 'Last day away', day(away?.to), { optional: true }),
      field(
        'hours',
        'Hours for reminders',
        {
          type: 'plain_text_input',
          action_id: VALUE,
          max_length: 200,
          ...(own !== '' && { initial_value: own }),
        },
        { optional: true, hint: 'Like mon-thu 09:00-15:00; fri 09:00-12:00. Empty: eight to six' },
      ),
      context(
        escapeMrkdwn(
          `In your own time zone, ${zone}. Reminders go to the backup meanwhile; no clock stops.`,
        ),
      ),
    ],
  });
}

function hoursText(week: WorkingHours['week']): string {
  return Object.entries(week)
    .map(([days, hours]) => `${days} ${hours}`)
    .join('; ');
}

/** `mon-thu 09:00-15:00; fri 09:00-12:00` as a week. */
function weekOf(text: string): unknown {
  const lines = text
    .split(';')
    .map((line) => line.trim())
    .filter((line) => line !== '');
  return Object.fromEntries(
    lines.map((line) => {
      const [days = '', ...hours] = line.split(/\s+/);
      return [days.toLowerCase(), hours.join(' ')];
    }),
  );
}

const Form = z
  .object({ who: z.string().min(1, 'Choose somebody'), from: z.string(), to: z.string() })
  .refine(({ from, to }) => (from === '') === (to === ''), {
    path: ['to'],
    message: 'Give the first and the last day, or neither',
  })
  .refine(({ from, to }) => from <= to, {
    path: ['to'],
    message: 'The last day comes before the first',
  });

/** The inverse of `awayModal`. */
export function readAwayModal(view: Submitted): Reading<AwayForm> {
  const names = ['who', 'from', 'to'];
  const reading = readForm(
    Form,
    Object.fromEntries(names.map((name) => [name, entered(view, name)])),
  );
  const text = entered(view, 'hours');
  const week = WorkingHoursSchema.shape.week.safeParse(text === '' ? null : weekOf(text));
  const wrong: Record<string, string> =
    text === '' || week.success
      ? {}
      : { hours: 'Hours look like mon-thu 09:00-15:00; fri 09:00-12:00' };
  if (!reading.ok) return { ok: false, errors: { ...reading.errors, ...wrong } };
  if ('hours' in wrong) return { ok: false, errors: wrong };
  const { who: userId, from, to } = reading.value;
  const away = from === '' ? null : { from, to };
  return { ok: true, value: { userId, away, hours: week.success ? week.data : null } };
}
