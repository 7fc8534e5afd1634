import { filledIn } from '../../sandbox/doing.ts';
import type { Delivery, Outcome, Person } from '../../sandbox/slack/index.ts';
import type { World } from './world.ts';

/* What people do often, in one line each. */

export const REGISTER = 'Register the partner and name the leads';
export const IDENTITY = 'Verify company identity and ownership';
export const PROFILE = 'Complete the technical prerequisite profile';

/** Priya registers Acme: the first items open. */
export async function register(world: World, channel: string): Promise<void> {
  await world.person.priya.tick({ channel, label: REGISTER });
  await world.settle();
}

/** Priya hands in evidence for `item`; what its form requires beyond that is filled in, texts with `words`. */
export async function handIn(
  world: World,
  {
    channel,
    item = IDENTITY,
    words,
    ...values
  }: Readonly<{ channel: string; item?: string; note?: string; link?: string; words?: string }>,
): Promise<Outcome> {
  const { priya } = world.person;
  await priya.tick({ channel, label: item });
  const outcome = await priya.submit(filledIn(priya, { note: 'Here it is', ...values }, words));
  await world.settle();
  return outcome;
}

/** The newest message in somebody's direct messages that says `text`. */
export function inDm(who: Person, text: string): Readonly<{ channel: string; ts: string }> {
  const found = who.sees('dm').findLast((message) => message.text.includes(text));
  if (!found) throw new Error(`No direct message says “${text}”: ${who.dms()}`);
  return { channel: 'dm', ts: found.ts };
}

/** The newest message in `channel` that says `text`. */
export function inChannel(
  who: Person,
  channel: string,
  text: string,
): Readonly<{ channel: string; ts: string }> {
  const found = who.sees(channel).findLast((message) => message.text.includes(text));
  if (!found) throw new Error(`No message in the channel says “${text}”`);
  return { channel, ts: found.ts };
}

/** A reviewer judges what was handed in last. */
export async function judge(
  world: World,
  who: Person,
  verdicts: Readonly<Record<string, string>>,
): Promise<Outcome> {
  await who.click({ ...inDm(who, 'handed in evidence'), label: 'Review' });
  const outcome = await who.submit(verdicts);
  await world.settle();
  return outcome;
}

/** Sends the newest delivery of `kind` once more, to the letter, properly signed. */
export async function redeliver(
  { slack }: World,
  kind: Delivery['kind'],
  containing = '',
): Promise<Delivery> {
  const sent = slack
    .deliveries()
    .findLast((one) => one.kind === kind && JSON.stringify(one.body).includes(containing));
  return slack.deliver(...signedForm(slack, sent?.body));
}

/** A payload as Slack would send it: the body, and headers that vouch for it. */
export function signedForm(
  slack: World['slack'],
  payload: unknown,
): [string, Record<string, string>] {
  const body = `payload=${encodeURIComponent(JSON.stringify(payload))}`;
  const form = { 'content-type': 'application/x-www-form-urlencoded' };
  return [body, { ...form, ...slack.sign(body) }];
}

/** The block of the item called `title`. */
export function blockOf(world: World, channel: string, title: string): string {
  const blocks = world.person.priya.sees(channel).flatMap((message) => message.blocks);
  const block = blocks.find(
    (one) => JSON.stringify(one).includes(title) && one['type'] === 'actions',
  );
  return String(block?.['block_id']);
}

export const ALL_MET = { criterion_0: 'met', criterion_1: 'met', criterion_2: 'met' };
