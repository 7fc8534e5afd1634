import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { expect, onTestFinished, test } from 'vitest';
import { listEvidence } from '../../db/evidence.ts';
import { listMessages } from '../../db/messages.ts';
import { migrateSqlite, SQLITE_MIGRATIONS } from '../../db/migrate.ts';
import { getOnboarding } from '../../db/onboardings.ts';
import { openSqlite } from '../../db/open.ts';
import { asId } from '../../src/domain/ids.ts';
import { planFor, timeFor } from '../../src/domain/onboarding.ts';
import { aPlaybook, aSpec, NOW } from '../support/builders.ts';
import { temporaryFolder } from '../support/stores.ts';

/** The migrations that the first version of the bot had. */
function firstMigrations(folder: string): string {
  cpSync(SQLITE_MIGRATIONS, folder, { recursive: true });
  const journal = join(folder, 'meta/_journal.json');
  const { entries, ...rest } = JSON.parse(readFileSync(journal, 'utf8')) as { entries: unknown[] };
  writeFileSync(journal, JSON.stringify({ ...rest, entries: entries.slice(0, 2) }));
  return folder;
}

/** A playbook as the first version stored it. */
function oldPlaybook(): unknown {
  const { id, version, title, roles, gates, reviewTarget, modules } = aPlaybook([
    aSpec({ id: 'QUA-1', gate: 1 }),
    aSpec({ id: 'QUA-2', needs: ['QUA-1'] }),
  ]);
  const bare = modules.map((module) => ({
    ...module,
    items: module.items.map(({ uses: _, fields: __, ...item }) => item),
  }));
  return { id, version, title, roles, gates, reviewTarget, modules: bare };
}

test('an onboarding that an earlier version began goes on with everything that it had', async () => {
  const folder = temporaryFolder();
  const path = join(folder, 'onboard.db');
  await migrateSqlite(path, firstMigrations(join(folder, 'migrations')));
  const old = new Database(path);
  const put = (table: string, row: Record<string, unknown>) => {
    const names = Object.keys(row);
    const places = names.map((name) => `@${name}`).join(', ');
    old.prepare(`INSERT INTO ${table} (${names.join(', ')}) VALUES (${places})`).run(row);
  };
  const contact = { zone: 'Europe/Lisbon', standing: 'member', name: 'Somebody' };
  put('playbooks', { hash: 'old', content: JSON.stringify(oldPlaybook()), added_at: NOW });
  put('contacts', { ...contact, id: 'con_mara', side: 'vendor', slack_user_id: 'U0MARA0001' });
  put('contacts', { ...contact, id: 'con_p', side: 'partner', partner_id: 'par_1' });
  put('partners', {
    id: 'par_1',
    name: 'Acme',
    name_key: 'acme',
    type: 'reseller',
    zone: 'Europe/Lisbon',
    signed_on: '2026-02-27',
    manager_id: 'con_mara',
    created_at: NOW,
  });
  put('onboardings', {
    id: 'onb_1',
    partner_id: 'par_1',
    playbook_hash: 'old',
    state: 'active',
    channel_name: 'onboard-acme',
    channel_id: 'C1',
    started_at: NOW,
    active_at: NOW,
  });
  const item = { onboarding_id: 'onb_1', nudges: 0, rev: 1 };
  put('items', { ...item, id: 'itm_1', key: 'QUA-1', status: 'in_review', review_due_at: NOW });
  put('items', { ...item, id: 'itm_2', key: 'QUA-2', status: 'locked' });
  put('evidence', {
    id: 'evd_1',
    item_id: 'itm_1',
    nth: 1,
    note: 'Here it is',
    files: '[]',
    submitted_by_id: 'con_p',
    submitted_at: NOW,
  });
  put('messages', {
    id: 'msg_1',
    onboarding_id: 'onb_1',
    kind: 'module',
    module_key: 'QUA',
    desired_rev: 1,
    rendered_rev: 1,
    lease_until: 0,
  });
  old.close();

  const store = await openSqlite(path);
  onTestFinished(store.close);
  const whole = await getOnboarding(store.read, asId('onboarding', 'onb_1'));
  expect(whole.onboarding).toMatchObject({
    playbookHash: 'old',
    facts: null,
    tierOverride: null,
    targetGoLive: null,
  });
  expect(whole.partner.country).toBeNull();
  expect(whole.items.map(({ status }) => status)).toEqual(['in_review', 'locked']);
  const [evidence] = await listEvidence(store.read, [asId('item', 'itm_1')]);
  expect(evidence).toMatchObject({ note: 'Here it is', answers: [] });
  expect(await listMessages(store.read, whole.onboarding.id)).toMatchObject([{ part: 1 }]);
  const office = { zone: 'Europe/Berlin', country: null };
  const plan = planFor(whole, timeFor(office, whole, NOW));
  expect(plan.items.map(({ spec }) => spec.id)).toEqual(['QUA-1', 'QUA-2']);
  expect(plan).toMatchObject({ leftOut: [], goLive: null });
});
