import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, HTTPReceiver, LogLevel } from '@slack/bolt';
import Database from 'better-sqlite3';

/*
 * What the bot is measured against, in a process of its own: Bolt that only acknowledges, or that
 * also runs by hand, in one transaction, the statements that a click cannot do without.
 */

const secret = process.argv[2] ?? '';
const withSql = process.argv[3] === 'sql';
const receiver = new HTTPReceiver({
  signingSecret: secret,
  processBeforeResponse: true,
  logLevel: LogLevel.ERROR,
});
const app = new App({
  receiver,
  authorize: () =>
    Promise.resolve({ botToken: 'xoxb-bench', botId: 'B1', botUserId: 'U1', teamId: 'T1' }),
  logLevel: LogLevel.ERROR,
});
const write = withSql ? rawClick() : () => undefined;
app.action(/.*/, async ({ ack, body }) => {
  write('actions' in body ? JSON.stringify(body.actions[0]) : '');
  await ack();
});
const server = (await receiver.start(0)) as { address: () => { port: number } };
process.send?.({ kind: 'ready', port: server.address().port });

function rawClick(): (key: string) => void {
  const db = new Database(join(mkdtempSync(join(tmpdir(), 'onboard-bench-')), 'raw.db'));
  db.pragma('journal_mode = WAL');
  db.pragma('synchronous = FULL');
  db.exec(`create table inbox (key text primary key, at integer);
    create table items (id text primary key, status text, rev integer);
    create table audit (seq integer primary key, hash text, detail text);
    create table messages (id text primary key, desired_rev integer);
    insert into items values ('i', 'open', 1); insert into messages values ('m', 1);`);
  const seen = db.prepare('insert into inbox values (?, ?) on conflict do nothing returning key');
  const read = db.prepare('select * from items where id = ?');
  const save = db.prepare('update items set status = ?, rev = rev + 1 where id = ? and rev = ?');
  const last = db.prepare('select seq, hash from audit order by seq desc limit 1');
  const append = db.prepare('insert into audit (hash, detail) values (?, ?)');
  const touch = db.prepare('update messages set desired_rev = desired_rev + 1 where id = ?');
  return (key) => {
    db.exec('begin immediate');
    seen.get(key, Date.now());
    const item = read.get('i') as { rev: number };
    save.run('accepted', 'i', item.rev);
    last.get();
    append.run('hash', key);
    touch.run('m');
    db.exec('commit');
  };
}
