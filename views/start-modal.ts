import type { ModalView } from '@slack/types';
import { z } from 'zod';
import { isZone } from '../src/domain/calendar.ts';
import { asId, type ContactId, type Day, type Zone } from '../src/domain/ids.ts';
import { PARTNER_TYPES, type PartnerType } from '../src/domain/facts.ts';
import {
  entered,
  field,
  form,
  option,
  plain,
  readForm,
  VALUE,
  type Reading,
  type Submitted,
} from './kit.ts';

export const START_MODAL = 'start_modal';
/** The zone is looked up while typing: there are more zones than a list may hold. */
export const ZONE_OPTIONS = VALUE;
const ZONES_SHOWN = 100;

export type StartForm = Readonly<{
  name: string;
  type: PartnerType;
  email: string;
  managerId: ContactId;
  signedOn: Day;
  zone: Zone;
}>;

/** The form for starting a partner. `name` is what was typed after the command, if anything. */
export function startModal(
  choices: Readonly<{
    managers: readonly Readonly<{ id: ContactId; name: string }>[];
    me: ContactId;
    today: Day;
    zone: Zone;
    name: string;
  }>,
): ModalView {
  const { managers, me, today, zone, name } = choices;
  const people = managers.map(({ id, name: shown }) => option(id, shown)).slice(0, 100);
  const mine = people.find(({ value }) => value === me);
  const types = Object.entries(PARTNER_TYPES).map(([value, text]) => option(value, text));
  const typed = name === '' ? {} : { initial_value: name.slice(0, 80) };
  return form({
    callbackId: START_MODAL,
    title: 'Start a partner',
    submit: 'Start',
    metadata: '',
    blocks: [
      field('name', 'Partner', {
        type: 'plain_text_input',
        action_id: VALUE,
        max_length: 80,
        ...typed,
      }),
      field('type', 'Kind of partner', { type: 'static_select', action_id: VALUE, options: types }),
      field(
        'email',
        'E-mail of their contact',
        { type: 'email_text_input', action_id: VALUE },
        {
          hint: 'They get an invitation to the shared channel. Choose somebody who may accept it for their company.',
        },
      ),
      field('manager', 'Partner manager', {
        type: 'static_select',
        action_id: VALUE,
        options: people,
        ...(mine && { initial_option: mine }),
      }),
      field(
        'signed_on',
        'Contract signed on',
        { type: 'datepicker', action_id: VALUE, initial_date: today },
        {
          hint: 'Day 0 of the Time to First Value',
        },
      ),
      field('zone', 'Their time zone', {
        type: 'external_select',
        action_id: ZONE_OPTIONS,
        min_query_length: 2,
        placeholder: plain('Type a city, like Lisbon'),
        initial_option: option(zone, zone),
      }),
    ],
  });
}

/** Zones that fit what is being typed; at most 100, as Slack takes. */
export function zoneOptions(typed: string): ReturnType<typeof option>[] {
  const wanted = typed.trim().toLowerCase().replaceAll(' ', '_');
  return [...Intl.supportedValuesOf('timeZone'), 'UTC']
    .filter((zone) => zone.toLowerCase().includes(wanted))
    .slice(0, ZONES_SHOWN)
    .map((zone) => option(zone, zone));
}

const Form = z.object({
  name: z.string().min(1, 'Give the partner a name').max(80, 'At most 80 characters'),
  type: z.enum(Object.keys(PARTNER_TYPES) as [PartnerType, ...PartnerType[]], 'Choose a kind'),
  email: z.email('This is not an e-mail address. It looks like name@company.com'),
  manager: z.string().min(1, 'Choose a partner manager'),
  signed_on: z.iso.date('Choose a day'),
  zone: z.string().refine(isZone, 'Choose a time zone from the list'),
});

/** The inverse of `startModal`. */
export function readStartModal(view: Submitted): Reading<StartForm> {
  const names = ['name', 'type', 'email', 'manager', 'signed_on', 'zone'];
  const raw = Object.fromEntries(names.map((name) => [name, entered(view, name)]));
  const reading = readForm(Form, raw);
  if (!reading.ok) return reading;
  const { manager, signed_on: signedOn, email, ...rest } = reading.value;
  return {
    ok: true,
    value: { ...rest, email: email.toLowerCase(), managerId: asId('contact', manager), signedOn },
  };
}
