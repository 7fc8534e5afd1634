import { describe, expect, test } from 'vitest';
import {
  ailmentsOf,
  outdated,
  ownerlessOf,
  type Findings,
  type OpenClockHead,
} from '../../src/domain/doctor.ts';
import { asId } from '../../src/domain/ids.ts';
import { STALE_AUDITOR_MS, STALE_TICK_MS } from '../../src/domain/pulse.ts';
import {
  aColleague,
  anItem,
  aPartnerContact,
  aPlaybook,
  aSpec,
  aWhole,
  NOW,
} from '../support/builders.ts';
import { aPolicy } from '../support/clocks.ts';

const WELL: Findings = {
  now: NOW,
  tickAt: NOW - STALE_TICK_MS,
  auditor: { at: NOW - STALE_AUDITOR_MS, result: { clocks: 7, gaps: 0 } },
  reminders: { failed: 0, overdue: 0 },
  messages: { refused: 0, unclear: 0 },
  ownerless: [],
  zoneData: { running: '2026a', others: [] },
};

test('where all is well there is nothing to mend', () => {
  expect(ailmentsOf(WELL)).toEqual([]);
});

test('everything that is wrong is named, what stops everything first', () => {
  const at = NOW - STALE_AUDITOR_MS - 1;
  const ill: Findings = {
    now: NOW,
    tickAt: NOW - STALE_TICK_MS - 1,
    auditor: { at, result: { clocks: 7, gaps: 3 } },
    reminders: { failed: 1, overdue: 2 },
    messages: { refused: 3, unclear: 4 },
    ownerless: [{ partnerName: 'Acme', side: 'vendor', clocks: 5 }],
    zoneData: { running: '2026b', others: [{ version: '2026a', clocks: 6 }] },
  };
  expect(ailmentsOf(ill)).toEqual([
    { kind: 'tick', at: NOW - STALE_TICK_MS - 1 },
    { kind: 'auditor', at },
    { kind: 'gaps', at, gaps: 3 },
    { kind: 'overdue', count: 2 },
    { kind: 'failed', count: 1 },
    { kind: 'refused', count: 3 },
    { kind: 'unclear', count: 4 },
    { kind: 'ownerless', partnerName: 'Acme', side: 'vendor', clocks: 5 },
    { kind: 'zone_data', running: '2026b', version: '2026a', clocks: 6 },
  ]);
});

test('what never ran is told as well', () => {
  expect(ailmentsOf({ ...WELL, tickAt: null, auditor: null })).toEqual([
    { kind: 'tick', at: null },
    { kind: 'auditor', at: null },
  ]);
});

describe('clocks that call for nobody', () => {
  const playbook = aPlaybook([
    aSpec({ id: 'QUA-1', owner: 'p.lead' }),
    aSpec({ id: 'QUA-2', owner: 'v.legal' }),
  ]);
  const items = [anItem({ key: 'QUA-1' }), anItem({ key: 'QUA-2' })];
  const head = (nth: number, overrides: Partial<OpenClockHead> = {}): OpenClockHead => ({
    id: asId('clock', `clk_${nth}`),
    onboardingId: asId('onboarding', 'onb_acme'),
    subject: items[nth]?.id ?? '',
    kind: 'work',
    side: nth === 0 ? 'partner' : 'vendor',
    cycle: 1,
    policy: aPolicy(),
    zoneData: '2026a',
    ...overrides,
  });
  const clocks = [head(0), head(1)];
  const found = (contact = aPartnerContact(), colleague = aColleague()) => {
    const people = { manager: colleague, team: [colleague], contacts: [contact] };
    const whole = aWhole({ playbook, items, people });
    return ownerlessOf([whole], clocks, { submitters: new Map(), now: NOW });
  };

  test('are none where everybody can be reached', () => {
    expect(found()).toEqual([]);
  });

  test('are named with their partner and side', () => {
    const invited = aPartnerContact({ slackUserId: null });
    expect(found(invited)).toEqual([{ partnerName: 'Acme', side: 'partner', clocks: 1 }]);
    const guest = aColleague({ standing: 'guest' });
    expect(found(aPartnerContact(), guest)).toEqual([
      { partnerName: 'Acme', side: 'vendor', clocks: 1 },
    ]);
  });

  test('the most first', () => {
    const acme = aWhole({ playbook, items });
    const nobody = { manager: aColleague({ slackUserId: null }), team: [], contacts: [] };
    const zeta = {
      ...acme,
      people: nobody,
      partner: { ...acme.partner, name: 'Zeta' },
      onboarding: { ...acme.onboarding, id: asId('onboarding', 'onb_zeta') },
    };
    const theirs = clocks.map((clock) => ({ ...clock, onboardingId: zeta.onboarding.id }));
    const more = { ...head(1), id: asId('clock', 'clk_9'), onboardingId: zeta.onboarding.id };
    const all = ownerlessOf([acme, zeta], [...clocks, ...theirs, more], {
      submitters: new Map(),
      now: NOW,
    });
    expect(all).toEqual([
      { partnerName: 'Zeta', side: 'vendor', clocks: 2 },
      { partnerName: 'Zeta', side: 'partner', clocks: 1 },
    ]);
  });

  test('dates of other time zones are counted by version', () => {
    const some = [head(0), head(1, { zoneData: '2025c' }), head(1, { zoneData: '2025b' }), head(1)];
    expect(outdated(some, '2026a')).toEqual([
      { version: '2025b', clocks: 1 },
      { version: '2025c', clocks: 1 },
    ]);
  });
});
