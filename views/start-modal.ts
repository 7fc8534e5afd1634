import type { ModalView } from '@slack/types';
import { z } from 'zod';
import { isZone } from '../src/domain/local-time.ts';
import { PARTNER_TYPES, type Country, type PartnerType } from '../src/domain/facts.ts';
import { COUNTRY_NAMES } from '../src/domain/holidays.ts';
import { asId, type ContactId, type Day, type Zone } from '../src/domain/ids.ts';
import {
  cut,
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
/** Looked up while typing: there are more zones and countries than a list may hold. */
const SHOWN = 100;

/** What a manager says about a new partner first. */
export type StartForm = Readonly<{
  name: string;
  type: PartnerType;
  email: string;
  managerId: ContactId;
  signedOn: Day;
  targetGoLive: Day | null;
  country: Country;
  zone: Zone;
  /** Names the playbook. */
  playbookHash: string;
}>;

/** What the form offers. */
export type StartChoices = Readonly<{
  managers: readonly Readonly<{ id: ContactId; name: string }>[];
  /** The usual one first. */
  playbooks: readonly Readonly<{ hash: string; title: string; version: number }>[];
  me: ContactId;
  today: Day;
  zone: Zone;
}>;

/** The form for starting a partner. `name` is what was typed after the command, if anything. */
export function startModal(choices: StartChoices & Readonly<{ name: string }>): ModalView {
  const { managers, me, today, zone, name } = choices;
  const people = managers.map(({ id, name: shown }) => option(id, shown)).slice(0, SHOWN);
  const mine = people.find(({ value }) => value === me);
  const types = Object.entries(PARTNER_TYPES).map(([value, text]) => option(value, text));
  const typed = name === '' ? {} : { initial_value: cut(name, 80) };
  return form({
    callbackId: START_MODAL,
    title: 'Start a partner: 1 of 3',
    submit: 'Next',
    metadata: choices.playbooks[0]?.hash ?? '',
    blocks: [
      field('name', 'Partner', {
        type: 'plain_text_input',
        action_id: VALUE,
        max_length: 80,
        ...typed,
      }),
      field('type', 'Kind of partner', { type: 'static_select', action_id: VALUE, options: types }),
      ...playbookField(choices),
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
          hint: 'Day 0 of the Time to First Value: the day of the last signature',
        },
      ),
      field(
        'go_live',
        'Target go-live',
        { type: 'datepicker', action_id: VALUE },
        {
          hint: 'The plan is checked against it. Leave it empty while there is none.',
          optional: true,
        },
      ),
      field(
        'country',
        'Their country',
        {
          type: 'external_select',
          action_id: VALUE,
          min_query_length: 1,
          placeholder: plain('Type a country, like Portugal'),
        },
        {
          hint: 'Its public holidays move their due dates, and its rules bring items of their own',
        },
      ),
      field('zone', 'Their time zone', {
        type: 'external_select',
        action_id: VALUE,
        min_query_length: 2,
        placeholder: plain('Type a city, like Lisbon'),
        initial_option: option(zone, zone),
      }),
    ],
  });
}

/** Asked only where there is a choice. */
function playbookField({ playbooks }: StartChoices) {
  if (playbooks.length < 2) return [];
  const options = playbooks
    .slice(0, SHOWN)
    .map(({ hash, title, version }) => option(hash, `${cut(title, 50)}, version ${version}`));
  const [usual] = options;
  const initial = usual ? { initial_option: usual } : {};
  return [
    field('playbook', 'Playbook', { type: 'static_select', action_id: VALUE, options, ...initial }),
  ];
}

/** What fits what is being typed in the field `name`; at most 100, as Slack takes. */
export function lookedUp(name: string, typed: string): ReturnType<typeof option>[] {
  return name === 'country' ? countryOptions(typed) : zoneOptions(typed);
}

function zoneOptions(typed: string): ReturnType<typeof option>[] {
  const wanted = typed.trim().toLowerCase().replaceAll(' ', '_');
  return [...Intl.supportedValuesOf('timeZone'), 'UTC']
    .filter((zone) => zone.toLowerCase().includes(wanted))
    .slice(0, SHOWN)
    .map((zone) => option(zone, zone));
}

/** By name or by its two letters; countries that begin with what is typed come first. */
function countryOptions(typed: string): ReturnType<typeof option>[] {
  const wanted = folded(typed.trim());
  const begins = ([code, name]: readonly [string, string]) =>
    code.toLowerCase() === wanted || folded(name).startsWith(wanted);
  const all = [...COUNTRY_NAMES];
  const holding = all.filter((one) => !begins(one) && folded(one[1]).includes(wanted));
  return [...all.filter(begins), ...holding]
    .slice(0, SHOWN)
    .map(([code, name]) => option(code, name));
}

/** Without capitals and accents, and with the apostrophe that keyboards have. */
function folded(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/\p{Mark}/gu, '')
    .replaceAll('’', "'")
    .toLowerCase();
}

const Form = z.object({
  name: z.string().min(1, 'Give the partner a name').max(80, 'At most 80 characters'),
  type: z.enum(Object.keys(PARTNER_TYPES) as [PartnerType, ...PartnerType[]], 'Choose a kind'),
  email: z
    .email('This is not an e-mail address. It looks like name@company.com')
    .max(254, 'An e-mail address has at most 254 characters'),
  manager: z.string().min(1, 'Choose a partner manager'),
  signed_on: z.iso.date('Choose a day'),
  go_live: z.union([z.literal(''), z.iso.date('Choose a day')]),
  country: z.string().refine((code) => COUNTRY_NAMES.has(code), 'Choose a country from the list'),
  zone: z.string().refine(isZone, 'Choose a time zone from the list'),
  playbook: z.string(),
});

/** The inverse of `startModal`. */
export function readStartModal(view: Submitted): Reading<StartForm> {
  const raw = Object.keys(Form.shape).map((name) => [name, entered(view, name)]);
  const reading = readForm(Form, Object.fromEntries(raw));
  if (!reading.ok) return reading;
  const { name, type, email, manager, signed_on, go_live, country, zone, playbook } = reading.value;
  return {
    ok: true,
    value: {
      name,
      type,
      email: email.toLowerCase(),
      managerId: asId('contact', manager),
      signedOn: signed_on,
      targetGoLive: go_live === '' ? null : go_live,
      country,
      zone,
      // Without a choice the form carries the only one along.
      playbookHash: playbook === '' ? view.private_metadata : playbook,
    },
  };
}

/** Reads what the first form said where a later one carries it along. */
export const StartFormSchema: z.ZodType<StartForm> = z.object({
  name: z.string(),
  type: Form.shape.type,
  email: z.string(),
  managerId: z.string().transform((id) => asId('contact', id)),
  signedOn: z.string(),
  targetGoLive: z.string().nullable(),
  country: z.string(),
  zone: z.string(),
  playbookHash: z.string(),
});
