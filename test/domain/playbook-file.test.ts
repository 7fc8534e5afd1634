import { describe, expect, test } from 'vitest';
import {
  parsePlaybook,
  PlaybookError,
  type PlaybookProblem,
} from '../../src/domain/playbook-file.ts';

const FRAME = `id: small
version: 1
title: A small playbook
modules:
  - 1-first
roles:
  v.pm: partner manager
  v.legal: legal counsel
  p.lead: partner lead
  p.sec: security contact
gates:
  1: { title: One, proves: identity, deciders: [v.pm], opens: selling }
  2: { title: Two, proves: skill, deciders: [v.pm], opens: customers }
reviewTarget: 2
`;

const item = (id: string, more = '') => `  - id: ${id}
    title: Sign the terms
    owner: p.lead
    reviewer: v.legal
    kind: evidence
    target: 3
    stage: 1
    hint: A copy is enough
    evidence: The signed terms
    criteria:
      - Both have signed
      - The date is given
      - The version is named
${more}`;

const MODULE = `key: QUA
title: Qualification
problem: Weak fits get in
insight: Ask early
solution: Ask once
impact: Plans that finish
raci:
  responsible: [p.lead]
  accountable: v.pm
  consulted: []
  informed: []
items:
${item('QUA-1', '    gate: 1\n')}${item('QUA-2', '    needs: [QUA-1]\n')}${item('QUA-3', '    gate: 2\n')}`;

const small = (frame = FRAME, module: string | null = MODULE) => [
  { path: 'playbook.yml', text: frame },
  ...(module === null ? [] : [{ path: 'modules/1-first.yml', text: module }]),
];

function problemsOf(read: () => unknown): readonly PlaybookProblem[] {
  try {
    read();
  } catch (error) {
    if (error instanceof PlaybookError) return error.problems;
    throw error;
  }
  return [];
}

/** Puts `by` in the place of the `nth` time that `what` stands there. */
function swap(text: string, what: string, by: string, nth = 1): string {
  const parts = text.split(what);
  if (parts.length <= nth) throw new Error(`${what} does not stand there ${nth} times`);
  return [parts.slice(0, nth).join(what), parts.slice(nth).join(what)].join(by);
}

test('a small playbook is read', () => {
  expect(problemsOf(() => parsePlaybook(small()))).toEqual([]);
});

test('working hours are read as they are written, with or without braces', () => {
  const written = `calendars:
  default:
    week:
      mon-thu: 09:00-12:30, 13:30-17:30
      fri: 09:00-12:30
    days: { 2026-12-24: 09:00-12:30, 2026-12-28: closed }
  SA: { week: { sun-thu: '08:00-12:00, 13:00-16:00' } }
`;
  expect(parsePlaybook(small(FRAME + written)).calendars).toEqual({
    default: {
      week: { 'mon-thu': '09:00-12:30, 13:30-17:30', fri: '09:00-12:30' },
      days: { '2026-12-24': '09:00-12:30', '2026-12-28': 'closed' },
      changes: {},
    },
    SA: { week: { 'sun-thu': '08:00-12:00, 13:00-16:00' }, days: {}, changes: {} },
  });
  const office = { week: { 'mon-fri': '09:00-17:00' }, days: {}, changes: {} };
  expect(parsePlaybook(small()).calendars).toEqual({ default: office });
});

/** The line of the mark `# here`, counted from 1. */
function marked(text: string): number {
  return text.slice(0, text.indexOf('# here')).split('\n').length;
}

/** A frame with these working hours, of one country or of all. */
const hours = (text: string, where = 'default') =>
  `${FRAME}calendars: { ${where}: ${text} } # here\n`;
const inModule = (what: string, by: string, nth = 1) => swap(MODULE, what, by, nth);
const FIRST_GATE = '    gate: 1\n';
const NEEDS = 'needs: [QUA-1]';
const DATE = 'The date is given';
const STRANGER =
  'The role v.boss is not in playbook.yml. Add it to roles, or name one that is there.';

describe('a playbook that cannot be used says where, and what to do', () => {
  test.each<[what: string, module: string, message: string]>([
    [
      'too many criteria',
      inModule('Both have signed', `Both have signed # here${'\n      - More'.repeat(6)}`),
      'items.0.criteria: More than eight criteria do not fit one review: split the item.',
    ],
    [
      'two items that need each other',
      inModule(FIRST_GATE, '    gate: 1\n    needs: [QUA-2] # here\n'),
      'These wait for each other: QUA-1 → QUA-2 → QUA-1. Take one need out.',
    ],
    [
      'an item that needs itself',
      inModule(NEEDS, 'needs: [QUA-2] # here'),
      'These wait for each other: QUA-2 → QUA-2. Take one need out.',
    ],
    [
      'proof that needs its own gate',
      inModule(FIRST_GATE, '    gate: 1\n    needs: [gate-1] # here\n'),
      'These wait for each other: QUA-1 → QUA-1. Take one need out.',
    ],
    [
      'proof of gate 1 that needs gate 2',
      inModule(FIRST_GATE, '    gate: 1\n    needs: [gate-2] # here\n'),
      'These wait for each other: QUA-1 → QUA-1. Take one need out.',
    ],
    [
      'a circle through a gate',
      inModule('    gate: 2\n', '    gate: 1\n    needs: [QUA-4] # here\n') +
        item('QUA-4', '    gate: 2\n    needs: [gate-1]\n'),
      'These wait for each other: QUA-3 → QUA-4 → QUA-3. Take one need out.',
    ],
    [
      'a need that is no item',
      inModule(NEEDS, 'needs: [QUA-9] # here'),
      'There is no item QUA-9. Correct the id, or take the need out.',
    ],
    [
      'a need that is no id',
      inModule(NEEDS, 'needs: [first] # here'),
      'items.1.needs.0: A need is an item id (QUA-1) or a gate (gate-1).',
    ],
    ['an owner nobody knows', inModule('owner: p.lead', 'owner: v.boss # here', 2), STRANGER],
    ['a reviewer nobody knows', inModule('reviewer: v.legal', 'reviewer: v.boss # here'), STRANGER],
    [
      'a role of the module nobody knows',
      inModule('  responsible: [p.lead]', '  responsible: [v.boss] # here'),
      STRANGER,
    ],
    [
      'somebody who reviews their own',
      inModule(
        'owner: p.lead\n    reviewer: v.legal',
        'owner: v.legal\n    reviewer: v.legal # here',
      ),
      'Nobody reviews their own work. Name another role.',
    ],
    [
      'a partner who reviews a partner',
      inModule('reviewer: v.legal', 'reviewer: p.sec # here'),
      'What the partner owns is accepted by us. Name a v. role.',
    ],
    [
      'an id twice',
      inModule('id: QUA-3', 'id: QUA-1 # here'),
      'There are two items QUA-1. Number one anew.',
    ],
    [
      'an id of another module',
      inModule('id: QUA-2', 'id: CON-2 # here'),
      'CON-2 stands in QUA. Its id must begin with QUA-.',
    ],
    [
      'a criterion that cannot be verified',
      inModule(DATE, 'Security is appropriate # here', 2),
      '“appropriate” cannot be verified. Say a number, a date or a document.',
    ],
    [
      'such words in capitals',
      inModule(DATE, 'Updated As Needed # here'),
      '“As Needed” cannot be verified. Say a number, a date or a document.',
    ],
    [
      'a key that nobody reads',
      inModule('- id: QUA-2\n', '- id: QUA-2 # here\n    tipp: x\n'),
      'items.1: Nobody reads tipp. Take it out, or check the spelling.',
    ],
    [
      'a field that is missing',
      inModule('- id: QUA-2\n    title: Sign the terms\n', '- id: QUA-2 # here\n'),
      'items.1.title: This is missing. Add it.',
    ],
    [
      'a text that is empty',
      inModule('hint: A copy is enough', 'hint: "" # here'),
      'items.0.hint: Say something here.',
    ],
    [
      'a title of 71 characters',
      inModule('title: Sign the terms', `title: ${'x'.repeat(71)} # here`),
      'items.0.title: Too long: at most 70. Shorten it.',
    ],
    [
      'a criterion of 301 characters',
      inModule(DATE, `${'x'.repeat(301)} # here`),
      'items.0.criteria.1: Too long: at most 300. Shorten it.',
    ],
    [
      'too few criteria',
      inModule(
        'Both have signed\n      - The date is given\n      - The version is named',
        'Both have signed # here\n      - The date is given',
      ),
      'items.0.criteria: An item needs at least three acceptance criteria.',
    ],
    ['a gate that there is not', inModule('gate: 2', 'gate: 3 # here'), 'items.2.gate: '],
    ['a kind that there is not', inModule('evidence\n', 'tick # here\n'), 'items.0.kind: '],
    ['days that are no number', inModule('target: 3', 'target: soon # here'), 'items.0.target: '],
    [
      'a key twice',
      inModule('    stage: 1', '    stage: 1\n    stage: 2 # here'),
      'Not valid YAML: ',
    ],
    [
      'days that count back from the opening',
      inModule('target: 3', 'target: -3 # here'),
      'Only days from the go-live can count back. Give a positive number.',
    ],
    [
      'days that count from an item which may come later',
      inModule('target: 3', 'target: 3\n    from: QUA-2 # here'),
      'Days count from QUA-2, which may come after QUA-1 opens. Make it a need, too.',
    ],
    [
      'days that count from a kickoff which nobody holds',
      inModule('target: 3', 'target: 3\n    from: kickoff # here'),
      'Nothing reaches kickoff. Name its item under milestones, or count from something else.',
    ],
    [
      'days that count from nothing known',
      inModule('target: 3', 'target: 3\n    from: easter # here'),
      'items.0.from: Days count from signed, kickoff,',
    ],
    [
      'a condition about what nobody asks',
      inModule('target: 3', 'target: 3\n    when: { size: 3 } # here'),
      'items.0.when: Nobody reads size. Take it out, or check the spelling.',
    ],
    [
      'a condition with a type that is none',
      inModule('target: 3', 'target: 3\n    when: { type: [friend] } # here'),
      'items.0.when.type.0: One of referral, reseller,',
    ],
    [
      'a field of an unknown kind',
      inModule('target: 3', `target: 3\n    fields: [{ id: a, label: A, kind: photo }] # here`),
      'items.0.fields.0.kind: One of text, url, file,',
    ],
    [
      'a choice without choices',
      inModule('target: 3', `target: 3\n    fields: [{ id: a, label: A, kind: choice }] # here`),
      'items.0.fields.0.choices: A field of kind choice lists its choices, and no other does.',
    ],
    [
      'two fields of one id',
      inModule(
        'target: 3',
        `target: 3\n    fields:\n      - { id: a, label: A, kind: text }\n      - { id: a, label: B, kind: date } # here`,
      ),
      'There are two fields a. Rename one.',
    ],
    [
      'text that is no YAML',
      inModule('Sign the terms', '"Sign" the terms # here'),
      'Not valid YAML: ',
    ],
  ])('%s', (_what, module, message) => {
    const problems = problemsOf(() => parsePlaybook(small(FRAME, module)));
    expect(problems[0]).toMatchObject({ path: 'modules/1-first.yml', line: marked(module) });
    expect(problems[0]?.message.slice(0, message.length)).toBe(message);
    expect(problems).toHaveLength(1);
  });

  test.each<[what: string, frame: string, message: string]>([
    [
      'a decider nobody knows',
      swap(FRAME, 'deciders: [v.pm], opens: selling }', 'deciders: [v.boss], opens: x } # here'),
      STRANGER,
    ],
    [
      'a partner who decides',
      swap(FRAME, 'deciders: [v.pm], opens: selling }', 'deciders: [p.lead], opens: x } # here'),
      'gates.1.deciders.0: Our own people decide a gate.',
    ],
    [
      'a gate that is missing',
      FRAME.replace(/ selling }\n.*\n/, ' selling } # here\n'),
      'gates.2: This is missing. Add it.',
    ],
    [
      'a module file that is missing',
      swap(FRAME, 'id: small\n', 'id: small # here\n').replace('- 1-first', '- 1-first\n  - 2-x'),
      'The file modules/2-x.yml is missing. Add it, or take its name out of the list.',
    ],
    [
      'a milestone that no item reaches',
      `${FRAME}milestones: { goLive: [QUA-9] } # here\n`,
      'There is no item QUA-9. A milestone names the item that reaches it.',
    ],
    [
      'hours that end before they begin',
      hours('{ week: { mon-fri: 17:00-09:00 } }'),
      'calendars.default.week.mon-fri: Hours look like 09:00-12:30, 13:30-17:30: in order,',
    ],
    [
      'a half day that is no time',
      hours('{ week: { mon-fri: 09:00-17:00 }, days: { 2026-12-24: half } }'),
      'calendars.default.days.2026-12-24: Hours look like 09:00-12:30, 13:30-17:30: in order,',
    ],
    [
      'hours on days that there are not',
      hours('{ week: { mo-fr: 09:00-17:00 } }'),
      'calendars.default.week.mo-fr: Days look like mon-fri, or sat.',
    ],
    [
      'a second window that became a line of its own',
      hours('{ week: { mon-fri: 09:00-12:30, 13:30-17:30 } }'),
      'calendars.default.week.13:30-17:30: Days look like mon-fri, or sat.',
    ],
    [
      'a week without working time',
      hours('{ week: { mon-fri: closed } }'),
      'calendars.default.week: A week needs working time: nothing would ever be due.',
    ],
    [
      'a weekday in two lines',
      hours('{ week: { mon-fri: 09:00-17:00, wed: 09:00-12:00 } }'),
      'calendars.default.week: A weekday stands in two lines: name each once.',
    ],
    [
      'a day off that is no day',
      hours('{ week: { mon-fri: 09:00-17:00 }, days: { 24.12.2026: closed } }'),
      'calendars.default.days.24.12.2026: A day looks like 2026-12-24.',
    ],
    [
      'another week from no day on',
      hours('{ week: { mon-fri: 09:00-17:00 }, changes: { 2027: { mon: 09:00-17:00 } } }'),
      'calendars.default.changes.2027: A day looks like 2027-01-01.',
    ],
    [
      'hours as they used to be written',
      hours("{ weekdays: [1], opens: '09:00', closes: '17:00' }"),
      'calendars.default.week: This is missing. Add it.',
    ],
    [
      'hours for one country alone',
      hours('{ week: { sun-thu: 09:00-17:00 } }', 'SA'),
      'Say which hours count where no country is named: add “default”.',
    ],
    [
      'somebody unknown on a ladder',
      `${FRAME}sla: { thresholds: [50], repeats: [1], grace: 2 bd, ladders: { partner: [{ after: 4 bh, tell: [backup, v.boss] }], vendor: [] }, blockers: { respond: 4 bh, resolve: 3 bd, update: 2 bd }, escalations: { respond: 4 bh, plan: 1 bd, update: 2 bd } } # here\n`,
      STRANGER,
    ],
    ['somebody unknown who sets tiers', `${FRAME}tierApprover: v.boss # here\n`, STRANGER],
    [
      'somebody unknown to turn to',
      `${FRAME}escalation: [{ topic: A, first: { partner: p.lead, vendor: v.pm }, then: [[v.boss]], respond: 1 bd }] # here\n`,
      STRANGER,
    ],
    [
      'a list file that is missing',
      swap(FRAME, 'id: small\n', 'id: small # here\n') + 'lists: [reviews]\n',
      'The file lists/reviews.yml is missing. Add it, or take its name out of the list.',
    ],
    ['a version that is no number', swap(FRAME, 'version: 1', 'version: one # here'), 'version: '],
  ])('%s', (_what, frame, message) => {
    const problems = problemsOf(() => parsePlaybook(small(frame)));
    expect(problems[0]).toMatchObject({ path: 'playbook.yml', line: marked(frame) });
    expect(problems[0]?.message.slice(0, message.length)).toBe(message);
  });

  test('a module that is listed twice', () => {
    const problems = problemsOf(() =>
      parsePlaybook(small(swap(FRAME, '- 1-first\n', '- 1-first\n  - 1-first\n'))),
    );
    expect(problems.map(({ message }) => message)).toContain(
      'The key QUA is taken. Give this one another.',
    );
  });

  test('a gate that no item proves', () => {
    const module = MODULE.replace('    gate: 2\n', '');
    expect(problemsOf(() => parsePlaybook(small(FRAME, module)))).toEqual([
      {
        path: 'playbook.yml',
        line: marked(swap(FRAME, ' customers }', ' customers } # here')),
        message: 'No item proves gate 2. Put “gate: 2” on the items that do.',
      },
    ]);
  });

  test('a gate that opens by itself for a kind of partner', () => {
    const module = MODULE.replace(
      '    gate: 2\n',
      '    gate: 2\n    when: { type: [referral, reseller, integrator, services, msp] }\n',
    );
    expect(problemsOf(() => parsePlaybook(small(FRAME, module)))).toEqual([
      {
        path: 'playbook.yml',
        line: marked(swap(FRAME, ' customers }', ' customers } # here')),
        message:
          'For partners of type embedded nothing proves gate 2: it would open by itself. Let one of its items apply to them.',
      },
    ]);
  });

  test('a go-live that counts from itself', () => {
    const frame = `${FRAME}milestones: { goLive: [QUA-1] }\n`;
    const module = inModule('target: 3', 'target: 3\n    from: go-live # here');
    expect(problemsOf(() => parsePlaybook(small(frame, module)))).toMatchObject([
      {
        path: 'modules/1-first.yml',
        line: marked(module),
        message: expect.stringMatching(/^QUA-1 reaches the go-live/),
      },
    ]);
  });

  test.each([
    ['ends with another version', [2], 'playbook.yml', /^The log ends with version 2/],
    ['goes backwards', [2, 1], 'amendments.yml', /^Version 1 comes after 2/],
  ])('a log that %s', (_what, versions, path, message) => {
    const text = versions
      .map(
        (version) =>
          `- { version: ${version}, on: 2026-03-02, who: Us, what: This, why: That, content: 0123456789abcdef }\n`,
      )
      .join('');
    const files = [...small(), { path: 'amendments.yml', text }];
    expect(problemsOf(() => parsePlaybook(files))).toMatchObject([
      { path, message: expect.stringMatching(message) },
    ]);
  });

  test('an item of a list is held to the same rules', () => {
    const list = `key: REV
title: Reviews
purpose: To stay together
items:
${item('REV-1', '    needs: [REV-9] # here\n')}    opens: every quarter
`;
    const files = [
      ...small(`${FRAME}lists: [reviews]\n`),
      { path: 'lists/reviews.yml', text: list },
    ];
    expect(problemsOf(() => parsePlaybook(files))).toEqual([
      {
        path: 'lists/reviews.yml',
        line: marked(list),
        message: 'There is no item REV-9. Correct the id, or take the need out.',
      },
    ]);
  });

  test('no playbook.yml', () => {
    expect(problemsOf(() => parsePlaybook([]))).toMatchObject([
      {
        path: 'playbook.yml',
        message: expect.stringMatching(/^The file playbook\.yml is missing\. Add it/),
      },
    ]);
  });

  test('every problem at once, one on a line', () => {
    const module = swap(inModule('target: 3', 'target: 0', 3), 'kind: evidence', 'kind: tick');
    const read = () => parsePlaybook(small(FRAME, module));
    expect(problemsOf(read)).toHaveLength(2);
    expect(read).toThrow(
      /^modules\/1-first\.yml:\d+: items\.0\.kind: .+\nmodules\/1-first\.yml:\d+: items\.2\.target: .+$/,
    );
  });
});
