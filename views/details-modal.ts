import type { KnownBlock, ModalView } from '@slack/types';
import type { ItemLine } from '../src/domain/board.ts';
import type { Review } from '../src/domain/evidence.ts';
import type { FieldSpec } from '../src/domain/field.ts';
import type { Zone } from '../src/domain/ids.ts';
import type { ItemSpec } from '../src/domain/playbook.ts';
import { returnedBlocks } from './evidence-modal.ts';
import { context, escapeMrkdwn, section, tellingModal } from './kit.ts';
import { count, dayText } from './words.ts';

/** What one item is about: the hint, what proves it, and when it counts as done. */
export function detailsModal(
  item: Readonly<{
    line: ItemLine;
    spec: ItemSpec;
    roles: Readonly<Record<string, string>>;
    zone: Zone;
    lastReview: Review | null;
  }>,
): ModalView {
  const { line, spec, roles, zone, lastReview } = item;
  const criteria = spec.criteria.map(
    (criterion, index) => `${index + 1}. ${escapeMrkdwn(criterion)}`,
  );
  const due = line.dueAt === null ? '' : ` · due ${dayText(line.dueAt, zone)}`;
  const gate = spec.gate === undefined ? '' : ` · proves gate ${spec.gate}`;
  const owner = line.person ?? roles[spec.owner] ?? spec.owner;
  return tellingModal('Details and criteria', [
    section(`*${escapeMrkdwn(spec.title)}*\n${escapeMrkdwn(spec.hint)}`),
    section(`*What proves it*\n${escapeMrkdwn(spec.evidence)}`),
    ...askedFor(spec.fields),
    section(`*It is accepted when*\n${criteria.join('\n')}`),
    ...(line.status === 'returned' && lastReview ? returnedBlocks(lastReview, spec) : []),
    context(
      escapeMrkdwn(
        `Owner: ${owner} · reviewed by: ${roles[spec.reviewer] ?? spec.reviewer} · ${count(spec.target, 'working day')}${due}${gate}`,
      ),
    ),
  ]);
}

/** The fields of the form, before anybody opens it. */
function askedFor(fields: readonly FieldSpec[]): KnownBlock[] {
  if (fields.length === 0) return [];
  const lines = fields.map(({ label, kind, optional }) => {
    const asked = kind === 'attestation' ? `To confirm: ${label}` : label;
    return `• ${escapeMrkdwn(asked)}${optional ? ' (optional)' : ''}`;
  });
  return [section(`*The form asks for*\n${lines.join('\n')}`)];
}
