/*
 * What is asked of a partner onboarding, and what in the shipped playbook answers it. Codes with a
 * are of the SaaS partner onboarding playbook, those with b of the Partner Onboarding Playbook, those
 * with m of the shape in Slack.
 */

/** One capability with the items, gates (`gate-1`) and templates that answer it. */
export type CoverageLine = Readonly<{
  code: string;
  capability: string;
  items: readonly string[];
  templates: readonly string[];
}>;

const line = (
  code: string,
  capability: string,
  items: readonly string[] = [],
  templates: readonly string[] = [],
): CoverageLine => ({ code, capability, items, templates });

/** The first `count` items of a module: `QUA-1`, `QUA-2`, … */
const first = (count: number, key: string): readonly string[] =>
  Array.from({ length: count }, (_, index) => `${key}-${index + 1}`);

const INT = first(9, 'INT');
const ENA = first(9, 'ENA');
export const EVERY_ITEM: readonly string[] = [
  ...first(8, 'QUA'),
  ...first(8, 'CON'),
  ...first(9, 'CMP'),
  ...first(9, 'COM'),
  ...INT,
  ...ENA,
  ...first(9, 'GTM'),
  ...first(9, 'SVC'),
];
const GATES = ['gate-1', 'gate-2'];

/** The items whose proof is good for a while only. */
export const DATED: readonly string[] = [
  ...['QUA-1', 'QUA-2', 'QUA-3', 'QUA-5', 'QUA-6', 'QUA-8'],
  ...first(7, 'CON'),
  ...first(9, 'CMP'),
  ...['COM-1', 'COM-3', 'COM-4', 'COM-5', 'COM-6', 'COM-7', 'COM-8', 'COM-9'],
  ...['INT-1', 'INT-3', 'INT-4', 'INT-5', 'INT-6', 'INT-7'],
  ...['ENA-1', 'ENA-2', 'ENA-3', 'ENA-4', 'ENA-5', 'ENA-6', 'ENA-8', 'ENA-9'],
  ...['GTM-1', 'GTM-2', 'GTM-3', 'GTM-5', 'GTM-9'],
  ...['SVC-1', 'SVC-2', 'SVC-3', 'SVC-4', 'SVC-9'],
];

const LAUNCH_KIT = ['T34', 'T35', 'T36', 'T37'];

export const COVERAGE: readonly CoverageLine[] = [
  line('a1', 'exact technical prerequisites as a profile', ['QUA-5'], ['T04']),
  line('a2', 'ordered integration milestones with acceptance criteria', INT, ['T26']),
  line(
    'a3',
    'data flows, error handling, support contacts',
    ['CMP-4', 'INT-3', 'INT-6', 'SVC-1'],
    ['T13', 'T25', 'T42'],
  ),
  line('a4', 'which internal teams own which stages', ['QUA-7'], ['T06']),
  line('a5', 'revenue share, margins, credit, renewal incentives, price tiers', ['COM-1'], ['T17']),
  line('a6', 'reporting cadence', ['COM-5', 'COM-8'], ['T21']),
  line('a7', 'transparent process for dispute resolution', ['COM-9'], ['T22']),
  line('a8', 'example financial scenarios, own profitability', ['COM-2'], ['T18']),
  line(
    'a9',
    'review cycles, approval rights, escalation paths',
    ['CON-6', 'SVC-2'],
    ['T09', 'T43'],
  ),
  line(
    'a10',
    'co-branded assets, timelines, webinars, lead routing',
    ['GTM-2', 'GTM-3', 'GTM-5', 'GTM-7'],
    ['T32', 'T33', 'T20'],
  ),
  line('a11', 'who creates content, who approves it', ['GTM-2', 'GTM-3'], ['T33']),
  line('a12', 'promotion calendar and outcome tracking', ['GTM-2', 'GTM-6', 'GTM-7'], ['T33']),
  line('a13', 'touchpoints of marketers and engineers', ['CON-6', 'GTM-2'], ['T09', 'T33']),
  line('a14', 'data-sharing boundaries', ['CMP-5'], ['T14']),
  line('a15', 'launch e-mails, social posts, landing pages, demo scripts', ['GTM-4'], LAUNCH_KIT),
  line('a16', 'brand, tone, visual identity', ['GTM-1', 'GTM-3'], ['T32']),
  line('a17', 'feedback on which materials perform', ['GTM-9'], ['T39']),
  line('a18', 'events: booth, demos, lead capture', ['GTM-7'], ['T38']),
  line('a19', 'unambiguous roles on both sides', ['QUA-7', 'QUA-8'], ['T06']),
  line('a20', 'who approves partner content', ['CON-6', 'GTM-3'], ['T09']),
  line('a21', 'SLAs: integration, data synchronisation, security questions', ['CON-4'], ['T08']),
  line('a22', 'timeline from kickoff to first live customer', ['CON-8', 'SVC-5'], ['T40']),
  line('a23', 'owners of time-to-value, activation, churn', ['COM-8'], ['T21']),
  line('a24', 'joint governance committee', ['CON-6', 'SVC-9'], ['T09']),
  line('a25', 'targets: onboarding time, API reliability, revenue', ['COM-8', 'INT-9'], ['T21']),
  line('a26', 'dashboards against projections', ['REV-1'], ['T46']),
  line('a27', 'partner sees own metrics securely'),
  line(
    'a28',
    'underperformance: remediation, exit criteria',
    ['REM-1', 'REM-2', 'EXI-1'],
    ['T47', 'T10'],
  ),
  line('a29', 'versioning, limits, authentication, payloads, error codes', ['INT-2'], ['T24']),
  line(
    'a30',
    'step-by-step checklists from sandbox to production',
    ['INT-1', 'INT-5', 'INT-7', 'INT-8', 'INT-9'],
    ['T23', 'T26'],
  ),
  line('a31', 'encryption, token lifetimes, audit logging', ['INT-4', 'CMP-1'], ['T25', 'T11']),
  line('a32', 'troubleshooting guide, clear escalation', ['INT-6'], ['T27']),
  line('a33', 'discounts from depth or volume', ['COM-3'], ['T17']),
  line('a34', 'revenue recognition, commissions, schedules', ['COM-5'], ['T17', 'T21']),
  line('a35', 'co-sell, lead ownership, handoffs', ['COM-7'], ['T20']),
  line('a36', 'joint customer onboarding, adoption milestones', ['SVC-5', 'SVC-8'], ['T44']),
  line(
    'a37',
    'data protection, consent, incident response',
    ['CON-3', 'CMP-5', 'CMP-6'],
    ['T14', 'T15'],
  ),
  line('a38', 'risk assessment template', ['QUA-6', 'CMP-7'], ['T16']),
  line('a39', 'change control without disruption', ['SVC-9', 'REV-4'], ['T45']),
  line('a40', 'biannual risk review', ['REV-2'], ['T16']),
  line('a41', 'cadence of reviews', ['REV-1'], ['T46']),
  line('a42', 'exit interviews, post-mortems', ['EXI-4', 'EXI-5'], ['T48', 'T49']),
  line('a43', 'living document', [], ['T53']),
  line('a44', 'experiments within guardrails'),
  line('a45', 'executive summary: handoffs, revenue, marketing', [], ['T50']),
  line('a46', 'sequence: registration, certified, joint market', EVERY_ITEM, ['T40', 'T56']),
  line('a47', 'attached reference materials', ['GTM-4', 'INT-2'], ['T24', 'T17', ...LAUNCH_KIT]),
  line('a48', 'celebration and recognition'),
  line('a49', 'searchable, versioned, amendment log', [], ['T53']),
  line('a50', 'workshops and refreshers', ['ENA-2', 'REV-3'], ['T55']),
  line('a51', 'contact map', ['QUA-8'], ['T05']),

  line('b1', 'avoid duplicate effort and rework', ['QUA-1'], ['T01']),
  line('b2', 'structured, measurable programme', EVERY_ITEM, ['T51']),
  line('b3', 'readiness: accreditation, data, security, commercial, escalation', GATES),
  line('b4', 'a working escalation path', ['SVC-3'], ['T43']),
  line('b5', 'clear value narrative', ['QUA-3'], ['T02']),
  line('b6', 'minimal vendor oversight', ['ENA-8'], ['T29']),
  line('b7', 'service with backlog, SLAs, metrics, quarterly reviews', ['REV-1'], ['T46']),
  line('b8', 'one flow across eight functions', ['QUA-7'], ['T06']),
  line('b9', 'automate data exchange', ['INT-1', 'INT-9']),
  line('b10', 'Problem, Insight, Solution, Impact; short, verifiable, testable'),
  line('b11', 'simple, role-based, gated by proof, not time', GATES),
  line('b12', 'eight modules', EVERY_ITEM),
  line('b13', 'measurable, auditable; coach with evidence'),
  line('b14', 'controls by data sensitivity and depth', ['QUA-6'], ['T16']),
  line(
    'b15',
    'questionnaires, evidence, incident commitments',
    ['CMP-2', 'CMP-3', 'CMP-6'],
    ['T12', 'T15'],
  ),
  line('b16', 'retention, geographic limits', ['CMP-4', 'CON-3'], ['T13']),
  line('b17', 'minimum control set plus tiers', ['CMP-1'], ['T11']),
  line('b18', 'shared, measurable SLAs', ['CON-4'], ['T08']),
  line('b19', 'Time to First Value, verified outcome', ['SVC-6'], ['T40']),
  line(
    'b20',
    'success plans, demo assets, sample statements of work, connectors',
    ['SVC-4', 'GTM-4', 'ENA-5', 'INT-1'],
    ['T40', 'T37', 'T41', 'T23'],
  ),
  line('b21', 'automate provisioning, content access, certification scheduling', [
    'INT-1',
    'ENA-1',
    'ENA-9',
  ]),
  line('b22', 'remove ambiguity, automate handoffs', ['COM-7', 'SVC-1'], ['T20']),
  line('b23', 'discount bands by certification and satisfaction', ['COM-3'], ['T17']),
  line('b24', 'deal registration, response times, appeals', ['COM-6', 'GTM-8'], ['T19']),
  line(
    'b25',
    'direct and partner sellers, joint forecast in CRM',
    ['COM-7', 'COM-8'],
    ['T20', 'T21'],
  ),
  line('b26', 'reward joint wins', ['COM-1', 'COM-7'], ['T17']),
  line('b27', 'one partner manager, one success lead, one technical authority', ['QUA-7'], ['T06']),
  line(
    'b28',
    'curriculum for sales, solution, delivery, support',
    ['ENA-1'],
    ['T28', 'T30', 'T31'],
  ),
  line('b29', 'short exams', ['ENA-2', 'ENA-3', 'ENA-4', 'ENA-5', 'ENA-6'], ['T28']),
  line('b30', 'shadowing, supervised go-lives', ['ENA-7', 'ENA-8'], ['T29']),
  line('b31', 'curated, permissioned content, badges', ['ENA-9']),
  line('b32', 'certificates lead to directory and deal privileges', ['ENA-9']),
  line('b33', 'two gates', GATES),
  line('b34', 'supplier segmentation', ['QUA-6'], ['T16']),
  line('b35', 'automated checks, uploads, revalidation', DATED),
  line('b36', 'response, resolution, communication', ['CON-4'], ['T08']),
  line('b37', 'six headline metrics', ['SVC-6', 'SVC-7', ...ENA, ...INT], ['T54']),
  line('b38', '90-day CSAT, defect escape', ['SVC-8'], ['T54']),
  line('b39', 'pipeline velocity', ['GTM-8'], ['T21']),
  line('b40', 'cohorts by month and tier'),
  line('b41', 'rising attach rates', ['COM-8'], ['T21']),
  line('b42', 'policies, roles, RACI, maps, templates, checklists', EVERY_ITEM, [
    'T06',
    'T51',
    'T52',
    'T56',
  ]),
  line('b43', 'API specs, sandbox guides, payloads', ['INT-1', 'INT-2'], ['T23', 'T24']),
  line('b44', 'brand and messaging kit', ['GTM-1'], ['T32']),
  line('b45', 'joint success plan with milestones', ['SVC-4'], ['T40']),
  line('b46', 'escalation matrices, service calendars', ['SVC-2'], ['T43']),
  line('b47', 'ISO 44001 alignment', EVERY_ITEM, ['T10']),
  line('b48', 'roadmap, backlog, users, adoption', [], ['T53']),
  line('b49', 'quarterly friction interviews', ['REV-5'], ['T54']),
  line('b50', 'A/B of layout, sequence, certification'),
  line('b51', 'remove steps without effect'),
  line('b52', 'release notes to partners', [], ['T53']),
  line('b53', 'tickets and post-mortems feed modules', ['EXI-5'], ['T49']),
  line('b54', 'reward managers who raise and resolve'),
  line('b55', 'archetypes', ['QUA-4'], ['T03']),
  line('b56', 'baseline times'),
  line('b57', 'two pilots'),
  line('b58', 'top five blockers'),
  line('b59', 'headline: gain in time-to-value'),
  line('b60', 'public guide, internal runbook', [], ['T51', 'T52']),
  line('b61', 'weekly to executives and partners', ['CON-8'], ['T50']),

  line('m1', 'a Slack Connect channel per partner'),
  line('m2', 'one checklist message per module'),
  line('m3', 'evidence by modals'),
  line('m4', 'nudges on SLA timers by cron'),
  line('m5', 'Time to First Value and blockers by slash command'),
  line('m6', 'weekly executive digest'),
  line('m8', 'complete manifest'),
];

/** What no item or template can answer, and what of the bot is meant to. */
export const ANSWERED_ELSEWHERE: Readonly<Record<string, string>> = {
  a27: 'the headline and the weekly post in the shared channel; a read-only page by magic link',
  a44: 'variants of wording, order, layout and exam format with guardrails; never of controls or gates',
  a48: 'celebrations and recognition on both sides',
  b10: 'the four lines at the head of each module, and the linter',
  b13: 'the weekly coaching brief with links to evidence; the append-only audit log',
  b40: 'cohorts by month, tier and version in the metrics',
  b50: 'variants with random assignment, compared by cohort',
  b51: 'the analysis of what each step is worth',
  b54: 'credit in the improvement backlog, and recognition',
  b56: 'the frozen baseline',
  b57: 'the pilot flag on any type of partner',
  b58: 'the blocker register and its clusters',
  b59: 'the gain against the frozen baseline',
  m1: 'the channel, its invitations and what is done when either fails',
  m2: 'the messages of the checklist',
  m3: 'the forms, made from the fields of an item',
  m4: 'clocks, reminders, ladders and the timers behind them',
  m5: 'the slash commands, the blocker register and the outcomes',
  m6: 'the weekly digest',
  m8: 'manifest.yml, held against the code',
};

/** Templates that are made from the playbook instead of standing in it. */
export const GENERATED: readonly string[] = ['T51', 'T52', 'T56'];

/** Lines whose template helps with none of the items beside it, and why it stands there all the same. */
export const APART: Readonly<Record<string, string>> = {
  b37: 'T54 is the survey of SVC-8 and REV-5; the items of the line give the other figures',
  b39: 'T21 has the plan of COM-8 against which the deals of GTM-8 are measured',
  b61: 'T50 is written for executives from what is on record; no item asks for it',
};
