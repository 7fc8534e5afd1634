import type { KnownBlock, ModalView } from '@slack/types';
import { z } from 'zod';
import { asId, type OnboardingId } from '../src/domain/ids.ts';
import type { Amendment } from '../src/domain/playbook.ts';
import type { Migration } from '../src/domain/seen-plan.ts';
import { context, escapeMrkdwn, form, section, type Submitted } from './kit.ts';
import { changeBlocks, datesBlock } from './plan-change.ts';
import { count, dateText } from './words.ts';

export const MIGRATION_MODAL = 'migration_modal';

/** As many versions as a reader takes in. */
const VERSIONS = 5;

/** What moving a partner to another version of its playbook does, before it is done. */
export function migrationModal(migration: Migration): ModalView {
  const { onboardingId, partnerName, from, to, amendments, change, zone } = migration;
  const told = amendments.some(({ partners }) => partners !== undefined);
  return form({
    callbackId: MIGRATION_MODAL,
    title: 'Move to a new version',
    submit: to.version === from.version ? 'Move' : `Move to version ${to.version}`,
    metadata: JSON.stringify({ onboardingId, fromHash: from.hash, toHash: to.hash }),
    blocks: [
      section(
        `*${escapeMrkdwn(partnerName)}* is on version ${from.version} of its playbook. This is what version ${to.version} changes.`,
      ),
      datesBlock(change, zone),
      ...notes(amendments),
      context(
        told
          ? 'What stands under “Told to partners” is posted in their channel, if they have joined it.'
          : 'There is no note for partners: nothing is posted in their channel.',
      ),
      ...changeBlocks(change, zone),
    ],
  });
}

/** The newest first. */
function notes(amendments: readonly Amendment[]): KnownBlock[] {
  const earlier = amendments.length - VERSIONS;
  return [
    ...amendments.toReversed().slice(0, VERSIONS).flatMap(noteBlocks),
    ...(earlier > 0
      ? [context(`And ${count(earlier, 'earlier version')}: \`/onboard playbook log\` shows all.`)]
      : []),
  ];
}

function noteBlocks({ version, on, what, why, partners }: Amendment): KnownBlock[] {
  const about = `*Version ${version}*, ${dateText(on)}: ${escapeMrkdwn(what)}`;
  const told = partners === undefined ? '' : `_Told to partners:_ ${escapeMrkdwn(partners)}`;
  return [
    section(`${about}\n_Why:_ ${escapeMrkdwn(why)}`),
    ...(told === '' ? [] : [section(told)]),
  ];
}

const Carried = z.object({
  onboardingId: z.string().transform((id) => asId('onboarding', id)),
  fromHash: z.string(),
  toHash: z.string(),
});

/** The inverse of `migrationModal`. */
export function readMigrationModal(
  view: Submitted,
): Readonly<{ onboardingId: OnboardingId; fromHash: string; toHash: string }> {
  return Carried.parse(JSON.parse(view.private_metadata));
}
