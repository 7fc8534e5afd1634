import { getBlocker } from '../../db/blockers.ts';
import { listOpenClocks } from '../../db/clocks.ts';
import { getContact } from '../../db/contacts.ts';
import { getExtension } from '../../db/extensions.ts';
import { getOnboarding } from '../../db/onboardings.ts';
import { getUpdate } from '../../db/updates.ts';
import { pauseChanged, timeAsked, timeDecided, updatePosted } from '../../views/time-notices.ts';
import { holderOf } from '../domain/contact.ts';
import type { NoticeOf } from '../domain/notice.ts';
import { itemSpec, sideOfRole } from '../domain/playbook.ts';
import type { Deps } from '../usecases/deps.ts';
import { channelOf, type Drawn } from './address.ts';

/* What is said about time, as it is true when it is sent. */

export async function drawUpdate(
  deps: Deps,
  { updateId, blockerId }: NoticeOf<'update_posted'>,
): Promise<Drawn> {
  const { read } = deps.store;
  const update = await getUpdate(read, updateId);
  const blocker = await getBlocker(read, blockerId);
  const whole = await getOnboarding(read, blocker.onboardingId);
  const to = channelOf(whole);
  if (!to) return null;
  const clocks = await listOpenClocks(read, whole.onboarding.id);
  const promise = clocks.find(({ row }) => row.subject === blockerId && row.kind === 'update');
  const { slackUserId } = await getContact(read, update.byId);
  const message = updatePosted({
    blockerId,
    category: blocker.category,
    byUserId: slackUserId,
    text: update.text,
    nextBy: promise?.row.dueAt ?? null,
    zone: whole.partner.zone,
  });
  return { to, message };
}

export async function drawPauseChanged(
  deps: Deps,
  { onboardingId }: NoticeOf<'pause_changed'>,
): Promise<Drawn> {
  const whole = await getOnboarding(deps.store.read, onboardingId);
  const to = channelOf(whole);
  const { pause } = whole.onboarding;
  const shown = pause && { reason: pause.reason, until: pause.until };
  return to && { to, message: pauseChanged({ pause: shown, zone: whole.partner.zone }) };
}

export async function drawTimeAsked(
  deps: Deps,
  { extensionId }: NoticeOf<'time_asked'>,
): Promise<Drawn> {
  const { read } = deps.store;
  const extension = await getExtension(read, extensionId);
  if (extension.state !== 'asked') return null;
  const whole = await getOnboarding(read, extension.onboardingId);
  const item = whole.items.find(({ id }) => id === extension.itemId);
  if (!item) return null;
  const spec = itemSpec(whole.playbook, item.key);
  const asker = await getContact(read, extension.requestedById);
  const isTheirs = sideOfRole(spec.owner) === 'partner';
  const decider = isTheirs ? undefined : holderOf('p.lead', whole.people);
  const message = timeAsked({
    extension,
    title: spec.title,
    partnerName: isTheirs ? whole.partner.name : null,
    askedBy: isTheirs ? asker.name : deps.host.name,
    deciderUserId: decider?.slackUserId ?? null,
    dueAt: item.dueAt,
    zone: isTheirs ? deps.settings.zone : whole.partner.zone,
  });
  const to = isTheirs
    ? ({ kind: 'person', contact: whole.people.manager } as const)
    : channelOf(whole);
  return to && { to, message };
}

export async function drawTimeDecided(
  deps: Deps,
  { extensionId }: NoticeOf<'time_decided'>,
): Promise<Drawn> {
  const { read } = deps.store;
  const extension = await getExtension(read, extensionId);
  const whole = await getOnboarding(read, extension.onboardingId);
  const item = whole.items.find(({ id }) => id === extension.itemId);
  if (!item) return null;
  const asker = await getContact(read, extension.requestedById);
  const decider =
    extension.decidedById === null ? null : await getContact(read, extension.decidedById);
  const isPartner = asker.side === 'partner';
  const message = timeDecided({
    extension,
    title: itemSpec(whole.playbook, item.key).title,
    userId: isPartner ? asker.slackUserId : null,
    decidedBy: isPartner ? deps.host.name : (decider?.name ?? null),
  });
  const to = isPartner ? channelOf(whole) : ({ kind: 'person', contact: asker } as const);
  return to && { to, message };
}
