import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, onTestFinished, test } from 'vitest';
import { holds, type FactSheet } from '../src/domain/condition.ts';
import {
  PARTNER_TYPES,
  USUAL_DEPTH,
  type Facts,
  type Level,
  type PartnerType,
  type Region,
} from '../src/domain/facts.ts';
import { gatePassed } from '../src/domain/gate.ts';
import { firstItems, progressOf, settleItems, type Item } from '../src/domain/item.ts';
import { dueBasis } from '../src/domain/onboarding.ts';
import { PlaybookError } from '../src/domain/playbook-file.ts';
import { OFFICE_HOURS } from '../src/domain/working-hours.ts';
import {
  itemSpecs,
  moduleKeyOf,
  needsProof,
  playbookHash,
  sideOfRole,
} from '../src/domain/playbook.ts';
import { tierOf } from '../src/domain/tier.ts';
import { readPlaybook } from '../src/playbook-folder.ts';
import { aLockedItem, aWhole, NOW, PRIYA, timeAt } from './support/builders.ts';

const SHIPPED = join(import.meta.dirname, '../playbooks/partner-onboarding');

describe('the shipped playbook', () => {
  const playbook = readPlaybook(SHIPPED);

  test('has eight modules with seventy items', () => {
    expect(playbook.modules.map(({ title }) => title)).toEqual([
      'Qualification',
      'Contracting',
      'Compliance and risk',
      'Commercial setup',
      'Technical integration',
      'Enablement and certification',
      'Go-to-market activation',
      'Service and success',
    ]);
    expect(itemSpecs(playbook)).toHaveLength(70);
  });

  test('has work for both sides in every module, and both gates have proof in several', () => {
    for (const { items } of playbook.modules) {
      expect(new Set(items.map(({ owner }) => sideOfRole(owner))).size).toBe(2);
    }
    for (const gate of [1, 2]) {
      const proof = itemSpecs(playbook).filter((spec) => spec.gate === gate);
      expect(new Set(proof.map(({ id }) => moduleKeyOf(id))).size).toBeGreaterThan(1);
    }
  });

  test('comes to an end: accepting what is open opens everything, gate 1 before gate 2', () => {
    let items: readonly Item[] = itemSpecs(playbook).map(({ id }) => aLockedItem(id));
    const passedIn = new Map<number, number>();
    for (let round = 0; items.some(({ status }) => status !== 'accepted'); round++) {
      expect(round, 'nothing opens any more').toBeLessThan(70);
      const changed = settleItems(items, {
        time: timeAt(NOW),
        basis: dueBasis(aWhole({ playbook, items })),
      });
      expect(changed.every(({ status }) => status === 'open')).toBe(true);
      items = items.map((item) => changed.find(({ id }) => id === item.id) ?? item);
      const open = items.find(({ status }) => status === 'open');
      expect(open, 'everything left is locked').toBeDefined();
      items = items.map((item) =>
        item === open ? { ...item, status: 'accepted', acceptedById: PRIYA } : item,
      );
      const progress = progressOf(items);
      for (const gate of [1, 2] as const) {
        if (!passedIn.has(gate) && gatePassed(playbook, progress, gate)) passedIn.set(gate, round);
      }
    }
    expect(passedIn.get(1)).toBeLessThan(passedIn.get(2) ?? 0);
  });

  test('begins with the registration alone, whatever does not apply to a partner', () => {
    const level = fc.constantFrom<Level>(0, 1, 2, 3, 4);
    const yes = fc.boolean();
    const facts = fc.record({
      data: level,
      depth: level,
      access: level,
      substitutability: level,
      dependency: level,
      jointMarketing: yes,
      firstLineSupport: yes,
      moneyFlows: yes,
    });
    const type = fc.constantFrom(...(Object.keys(PARTNER_TYPES) as PartnerType[]));
    const region = fc.constantFrom<Region>('eea', 'us', 'other');
    fc.assert(
      fc.property(facts, type, region, (known, kind, place) => {
        const sheet = { type: kind, region: place, tier: tierOf(known).tier, facts: known };
        const items = firstItems({ playbook, sheet }, (key) => {
          const { id, onboardingId } = aLockedItem(key);
          return { id, onboardingId };
        });
        const basis = dueBasis(aWhole({ playbook, items }));
        const opened = settleItems(items, { time: timeAt(NOW), basis });
        expect(opened.map(({ key }) => key)).toEqual(['QUA-1']);
      }),
    );
  });

  test('has one name, and another as soon as anything in it changes', () => {
    expect(playbookHash(readPlaybook(SHIPPED))).toBe(playbookHash(playbook));
    expect(playbookHash({ ...playbook, version: playbook.version + 1 })).not.toBe(
      playbookHash(playbook),
    );
  });
});

describe('what the shipped playbook says of each item', () => {
  const playbook = readPlaybook(SHIPPED);
  const inModules = itemSpecs(playbook);
  const everywhere = [...inModules, ...playbook.lists.flatMap(({ items }) => items)];

  test.each(playbook.modules)('$key has six to nine items and one accountable', (module) => {
    expect(module.items.length).toBeGreaterThanOrEqual(6);
    expect(module.items.length).toBeLessThanOrEqual(9);
    const { responsible, accountable, consulted } = module.raci;
    expect(playbook.roles).toHaveProperty([accountable]);
    expect(responsible.length).toBeGreaterThan(0);
    expect(consulted.length).toBeLessThanOrEqual(4);
  });

  test('each item has one who does it and another, exactly one, who answers for it', () => {
    for (const { id, owner, reviewer } of everywhere) {
      expect(Object.keys(playbook.roles), id).toEqual(expect.arrayContaining([owner, reviewer]));
      expect(owner, id).not.toBe(reviewer);
    }
  });

  test('each stage of ISO 44001 has an item', () => {
    const stages = new Set(inModules.map(({ stage }) => stage));
    expect([...stages].sort()).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
  });

  test('what is handed in has two to eight fields, at most one for files; a tick has none', () => {
    for (const spec of everywhere) {
      const { id, fields } = spec;
      if (!needsProof(spec)) expect(fields, id).toEqual([]);
      else {
        expect(fields.length, id).toBeGreaterThanOrEqual(2);
        expect(fields.length, id).toBeLessThanOrEqual(8);
        expect(fields.filter(({ kind }) => kind === 'file').length, id).toBeLessThan(2);
        expect(
          fields.some(({ optional }) => !optional),
          id,
        ).toBe(true);
      }
    }
  });

  test('the gates have the proof that they are to have', () => {
    const proofOf = (wanted: number) =>
      inModules.filter(({ gate }) => gate === wanted).map(({ id }) => id);
    expect(proofOf(1).join(' ')).toBe(
      'QUA-2 QUA-6 CON-1 CON-2 CON-3 CON-4 CON-5 CON-7 CMP-1 CMP-2 CMP-3 CMP-4 CMP-5 CMP-6 COM-4 ENA-2',
    );
    expect(proofOf(2).join(' ')).toBe(
      'CMP-8 INT-3 INT-4 INT-5 INT-7 INT-8 ENA-4 ENA-5 ENA-6 ENA-7 SVC-3',
    );
  });

  test('what events open stands in three lists', () => {
    expect(playbook.lists.map(({ key, items }) => `${key} ${items.length}`)).toEqual([
      'REV 5',
      'REM 2',
      'EXI 5',
    ]);
  });

  test('knows where the week is another one, and who may set a tier', () => {
    const { calendars, tierApprover } = playbook;
    expect(calendars['default']).toEqual(OFFICE_HOURS);
    for (const country of ['SA', 'KW', 'QA', 'BH', 'OM', 'EG', 'JO', 'IL']) {
      expect(calendars[country]?.week, country).toEqual({ 'sun-thu': '09:00-17:00' });
    }
    expect(calendars['AE']?.week).toEqual({ 'mon-thu': '09:00-17:00', fri: '09:00-12:00' });
    expect(tierApprover).toBe('v.sec');
  });

  test('somebody of each side is first for each of eleven topics, the triad never before the third step', () => {
    expect(playbook.escalation).toHaveLength(11);
    const triad = ['v.pm', 'v.csl', 'v.ta'];
    for (const { topic, then } of playbook.escalation) {
      const at = then.findIndex((step) => triad.every((role) => step.includes(role)));
      expect([-1, 1], topic).toContain(at);
    }
  });
});

describe('the shipped playbook leaves out what does not apply', () => {
  const playbook = readPlaybook(SHIPPED);

  /** A partner as such partners usually are; a test names what is special. */
  function sheetOf(
    type: PartnerType,
    { region = 'us', ...known }: Partial<Facts> & { region?: Region } = {},
  ): FactSheet {
    const facts: Facts = {
      data: 2,
      depth: USUAL_DEPTH[type],
      access: 1,
      substitutability: 1,
      dependency: 1,
      jointMarketing: true,
      firstLineSupport: true,
      moneyFlows: true,
      ...known,
    };
    return { type, region, tier: tierOf(facts).tier, facts };
  }

  const leftOut = (sheet: FactSheet) =>
    itemSpecs(playbook).flatMap(({ id, when }) => (when && !holds(when, sheet) ? [id] : []));

  const ofModule = (key: string, ...numbers: readonly number[]) =>
    numbers.map((number) => `${key}-${number}`);
  const allOfIntegration = ofModule('INT', 1, 2, 3, 4, 5, 6, 7, 8, 9);
  const withoutReferral = [
    ...ofModule('COM', 1, 2, 3, 6),
    ...allOfIntegration,
    ...ofModule('ENA', 3, 4, 5, 7, 8),
    ...ofModule('GTM', 2, 3, 4, 6, 8, 9),
    ...ofModule('SVC', 1, 5, 8),
  ];
  const noData = { data: 0, access: 0, substitutability: 0 } as const;
  const noAnswers = { jointMarketing: false, firstLineSupport: false, moneyFlows: false };
  const embedded = { data: 4, access: 3, substitutability: 4, dependency: 3 } as const;

  test.each<
    [what: string, sheet: FactSheet, tier: number, byType: readonly string[], byFacts: string[]]
  >([
    [
      'a referral partner',
      sheetOf('referral', { ...noData, ...noAnswers }),
      4,
      [...withoutReferral, 'COM-5'],
      [
        ...['QUA-5', 'CON-3', 'CON-7', 'CMP-3', 'CMP-4', 'CMP-5', 'CMP-8', 'CMP-9'],
        ...['COM-4', 'ENA-6', 'GTM-5', 'GTM-7', 'SVC-7'],
      ],
    ],
    [
      'a referral partner in the EEA to whom commission is due',
      sheetOf('referral', { ...noData, ...noAnswers, moneyFlows: true, region: 'eea' }),
      4,
      withoutReferral,
      [
        ...['QUA-5', 'CON-3', 'CON-7', 'CMP-3', 'CMP-4', 'CMP-8', 'CMP-9'],
        ...['ENA-6', 'GTM-5', 'GTM-7', 'SVC-7'],
      ],
    ],
    [
      'a reseller',
      sheetOf('reseller', { access: 2, dependency: 2 }),
      3,
      [...ofModule('INT', 3, 4, 6, 7), 'ENA-5', 'ENA-8'],
      ['CON-7', 'CMP-8'],
    ],
    [
      'a reseller with nothing to integrate',
      sheetOf('reseller', { depth: 0, access: 2, dependency: 2 }),
      3,
      [...allOfIntegration, 'ENA-5', 'ENA-8'],
      ['QUA-5', 'CON-7', 'CMP-8'],
    ],
    [
      'an integrator with customer data over a write API',
      sheetOf('integrator', { data: 3, access: 2, substitutability: 2, dependency: 2 }),
      2,
      [],
      [],
    ],
    [
      'an integrator that reads only, without first-line support',
      sheetOf('integrator', { depth: 2, firstLineSupport: false }),
      3,
      ['INT-7'],
      ['CMP-8', 'ENA-6', 'SVC-7'],
    ],
    [
      'an integrator that reads data on health',
      sheetOf('integrator', { depth: 2, data: 4 }),
      2,
      [],
      ['CMP-8'],
    ],
    [
      'a services partner without joint marketing',
      sheetOf('services', { jointMarketing: false, firstLineSupport: false }),
      3,
      ofModule('INT', 3, 4, 6, 7),
      ['CMP-8', 'ENA-6', 'GTM-5', 'GTM-7', 'SVC-7'],
    ],
    [
      'a consultant with access to production',
      sheetOf('services', { data: 1, access: 4, dependency: 0 }),
      2,
      ofModule('INT', 3, 4, 6),
      ['CMP-8'],
    ],
    [
      'a consultant with such access and nothing to integrate',
      sheetOf('services', { data: 1, depth: 0, access: 4, dependency: 0 }),
      2,
      allOfIntegration,
      ['QUA-5', 'CMP-8'],
    ],
    ['a managed service', sheetOf('msp', { access: 2 }), 3, ['INT-7'], ['CMP-8']],
    [
      'a managed service with a write API and business contacts',
      sheetOf('msp', { depth: 3, substitutability: 0 }),
      3,
      [],
      ['CMP-8'],
    ],
    [
      'an embedded partner',
      sheetOf('embedded', embedded),
      1,
      ['COM-3', 'COM-6', 'ENA-5', 'ENA-8'],
      [],
    ],
  ])('for %s', (_what, sheet, tier, byType, byFacts) => {
    expect(sheet.tier).toBe(tier);
    expect(leftOut(sheet).sort()).toEqual([...byType, ...byFacts].sort());
  });

  test('so that the drill alone proves gate 2 of a referral partner', () => {
    const sheet = sheetOf('referral', { ...noData, ...noAnswers });
    const out = leftOut(sheet);
    const proof = itemSpecs(playbook).filter(({ gate, id }) => gate === 2 && !out.includes(id));
    expect(proof.map(({ id }) => id)).toEqual(['SVC-3']);
  });

  test.each(Object.keys(PARTNER_TYPES) as PartnerType[])(
    'and somebody of type %s still reaches the kickoff and the go-live',
    (type) => {
      const out = leftOut(sheetOf(type, noAnswers));
      const { kickoff, goLive } = playbook.milestones;
      for (const keys of [kickoff, goLive]) {
        expect(keys.filter((key) => !out.includes(key))).not.toEqual([]);
      }
    },
  );
});

describe('the playbook for partners who only refer', () => {
  const playbook = readPlaybook(join(import.meta.dirname, '../playbooks/referral-light'));

  test('asks everybody the same, and has no lists', () => {
    expect(itemSpecs(playbook).filter(({ when }) => when !== undefined)).toEqual([]);
    expect(playbook.lists).toEqual([]);
  });

  test('asks for fields wherever something is handed in', () => {
    const handedIn = itemSpecs(playbook).filter(needsProof);
    expect(handedIn.filter(({ fields }) => fields.length < 2)).toEqual([]);
  });
});

test('a folder that is not there is named, with the setting that leads to it', () => {
  const read = () => readPlaybook('/nowhere/at/all');
  expect(read).toThrow(PlaybookError);
  expect(read).toThrow(/no folder \/nowhere\/at\/all\. Set ONBOARD_PLAYBOOK to the folder/);
});

test('a folder without its modules is named as well', () => {
  const folder = mkdtempSync(join(tmpdir(), 'playbook-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  writeFileSync(join(folder, 'playbook.yml'), 'id: small\n');
  expect(() => readPlaybook(folder)).toThrow(`There is no folder ${join(folder, 'modules/')}.`);
});
