import type { KnownBlock, ModalView } from '@slack/types';
import { z } from 'zod';
import { asId, type OnboardingId } from '../src/domain/ids.ts';
import type { Found } from '../src/domain/playbook-search.ts';
import {
  context,
  entered,
  escapeMrkdwn,
  field,
  form,
  plain,
  readForm,
  section,
  VALUE,
  type Reading,
  type Submitted,
} from './kit.ts';
import { foundLines } from './playbook-answer.ts';

export const OPEN_SEARCH = 'open_search';
export const SEARCH_MODAL = 'search_modal';

const WORDS_MAX = 100;

/** The form for searching the playbook of an onboarding, with what the last search has found. */
export function searchModal(found: Found & Readonly<{ onboardingId: OnboardingId }>): ModalView {
  const { playbook, words, onboardingId } = found;
  const where = context(escapeMrkdwn(`${playbook.title}, version ${playbook.version}`));
  const view = form({
    callbackId: SEARCH_MODAL,
    title: 'Search the playbook',
    submit: 'Search',
    metadata: onboardingId,
    blocks: [wordsField(words), ...(words === '' ? [where] : foundBlocks(found))],
  });
  return { ...view, close: plain('Close') };
}

/** The same input each time, so that Slack keeps what was typed. */
function wordsField(words: string): KnownBlock {
  return field(
    'words',
    'What are you looking for?',
    {
      type: 'plain_text_input',
      action_id: VALUE,
      max_length: WORDS_MAX,
      ...(words !== '' && { initial_value: words }),
    },
    { hint: 'Words, or how they begin: “sandbox cred”' },
  );
}

function foundBlocks(found: Found): readonly KnownBlock[] {
  const { from, lines } = foundLines(found);
  return [context(from), ...lines.map(section)];
}

const Search = z.object({
  words: z.string().min(1, 'Say what you are looking for.').max(WORDS_MAX),
});

/** The inverse of `searchModal`. */
export function readSearchModal(
  view: Submitted,
): Reading<Readonly<{ onboardingId: OnboardingId; words: string }>> {
  const reading = readForm(Search, { words: entered(view, 'words') });
  if (!reading.ok) return reading;
  const onboardingId = asId('onboarding', view.private_metadata);
  return { ok: true, value: { onboardingId, ...reading.value } };
}
