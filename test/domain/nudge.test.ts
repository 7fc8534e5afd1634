import { expect, test } from 'vitest';
import { officeCalendar } from '../../src/domain/calendar.ts';
import { deliveryOf } from '../../src/domain/nudge.ts';
import { aPartnerContact } from '../support/builders.ts';
import { BER, RUH } from '../support/calendars.ts';

const OFFICE = officeCalendar('Europe/Berlin');

test.each([
  ['at eight, now', '2026-02-02T07:00Z', 'Europe/Berlin', OFFICE, '2026-02-02T07:00Z'],
  ['just before, at eight', '2026-02-02T06:59Z', 'Europe/Berlin', OFFICE, '2026-02-02T07:00Z'],
  ['just before six, now', '2026-02-02T16:59Z', 'Europe/Berlin', OFFICE, '2026-02-02T16:59Z'],
  ['at six, tomorrow', '2026-02-02T17:00Z', 'Europe/Berlin', OFFICE, '2026-02-03T07:00Z'],
  ['our evening, their night', '2026-02-05T16:30Z', 'Asia/Tokyo', OFFICE, '2026-02-05T23:00Z'],
  ['on their Saturday', '2026-02-06T16:30Z', 'Asia/Tokyo', OFFICE, '2026-02-08T23:00Z'],
  ['before their Sunday', '2026-02-06T09:00Z', 'Asia/Riyadh', RUH, '2026-02-08T05:00Z'],
  ['on a day off', '2026-12-25T09:00Z', 'Europe/Berlin', BER, '2026-12-28T07:00Z'],
])('people are reminded in their own daytime: %s', (_special, at, zone, calendar, reached) => {
  const now = Date.parse(at);
  const contact = aPartnerContact({ zone });
  const { at: heard, reason } = deliveryOf(
    { name: 'due', at: now },
    { contact, calendar, dueAt: now, now },
  );
  expect(heard).toBe(Date.parse(reached));
  expect(reason).toBe(heard > now ? 'quiet_hours' : null);
});
