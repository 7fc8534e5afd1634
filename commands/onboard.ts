import type { ModalView } from '@slack/types';
import type { Action } from '../src/domain/access.ts';
import { matchByName } from '../src/domain/match.ts';
import { UserError } from '../src/errors.ts';
import type { Signer } from '../src/usecases/actor.ts';
import { correctionChoices } from '../src/usecases/correct-clock.ts';
import type { Deps } from '../src/usecases/deps.ts';
import { outcomeChoices, startChoices } from '../src/usecases/forms.ts';
import { helpFor } from '../src/usecases/help.ts';
import { myReviews } from '../src/usecases/my-reviews.ts';
import { pauseChoices, resumePartner } from '../src/usecases/pause-partner.ts';
import { previewDigest } from '../src/usecases/plan-digest.ts';
import { playbookHits, playbookLog } from '../src/usecases/search-playbook.ts';
import { seeDoctor } from '../src/usecases/see-doctor.ts';
import { seePlan } from '../src/usecases/see-plan.ts';
import { logSla, previewSla, seeSla } from '../src/usecases/see-sla.ts';
import { allPartners, onePartner, openBlockers } from '../src/usecases/status.ts';
import { awayChoices } from '../src/usecases/set-away.ts';
import { team } from '../src/usecases/team.ts';
import { awayModal } from '../views/away-modal.ts';
import { correctionModal } from '../views/correction-modal.ts';
import { blockersAnswer } from '../views/blockers-answer.ts';
import { COMMAND_WORDS, helpAnswer } from '../views/help-answer.ts';
import { reviewsAnswer } from '../views/reviews-answer.ts';
import { allPartnersAnswer, onePartnerAnswer } from '../views/status-answer.ts';
import { digestMessage } from '../views/digest.ts';
import { doctorAnswer } from '../views/doctor-answer.ts';
import { simple, type Message } from '../views/kit.ts';
import { logAnswer } from '../views/log-answer.ts';
import { outcomeModal } from '../views/outcome-modal.ts';
import { playbookAnswer } from '../views/playbook-answer.ts';
import { pauseModal } from '../views/pause-modal.ts';
import { planAnswer } from '../views/plan-answer.ts';
import { previewAnswer, slaAnswer, slaLogAnswer } from '../views/sla-answer.ts';
import { startModal } from '../views/start-modal.ts';
import { teamList, teamModal } from '../views/team-modal.ts';
import { entryOf } from './guarded.ts';

/** What `/onboard …` answers: a text for the person who asked, or a form. */
export type CommandAnswer =
  Readonly<{ kind: 'message'; message: Message }> | Readonly<{ kind: 'form'; view: ModalView }>;

type Asked = Readonly<{ deps: Deps; signer: Signer; rest: string }>;
/** A word after `/onboard`, the rule that its use case holds people to, and what it answers. */
export type WordHandler = Readonly<{
  policy: Action;
  answer: (asked: Asked) => Promise<CommandAnswer>;
}>;

/** Every word after `/onboard`. */
export const WORDS: Readonly<Record<string, WordHandler>> = {
  help: { policy: 'read_help', answer: help },
  start: { policy: 'start_partner', answer: start },
  status: { policy: 'see_partners', answer: status },
  plan: { policy: 'see_plan', answer: plan },
  blockers: { policy: 'see_partners', answer: blockers },
  review: { policy: 'see_reviews', answer: reviews },
  outcome: { policy: 'claim_outcome', answer: outcome },
  pause: { policy: 'pause_partner', answer: pause },
  resume: { policy: 'pause_partner', answer: resume },
  correct: { policy: 'correct_clock', answer: correct },
  away: { policy: 'set_away', answer: away },
  team: { policy: 'see_team', answer: ourTeam },
  digest: { policy: 'preview_digest', answer: digest },
  playbook: { policy: 'search_playbook', answer: playbook },
  sla: { policy: 'see_plan', answer: sla },
  doctor: { policy: 'see_doctor', answer: doctor },
};

/** The known word that `text` starts with, else `unknown`: what is typed is for no audit. */
export function wordOf(text: string): string {
  const [word = ''] = text.trim().toLowerCase().split(/\s+/);
  return entryOf(WORDS, word) ? word : 'unknown';
}

/** Answers `/onboard <text>`. @throws UserError with what is wrong and the nearest word */
export async function answerCommand({
  deps,
  signer,
  text,
}: Readonly<{ deps: Deps; signer: Signer; text: string }>): Promise<CommandAnswer> {
  const [word = '', ...more] = text.trim().split(/\s+/);
  const known = entryOf(WORDS, word.toLowerCase() || 'help');
  const rest = more.join(' ');
  if (known) return known.answer({ deps, signer, rest });
  await helpFor(deps, signer);
  const match = matchByName(
    COMMAND_WORDS.map((name) => ({ name })),
    word,
  );
  const nearest =
    match.kind === 'one' ? match.found.name : match.kind === 'none' ? match.nearest : null;
  const hint = nearest === null ? '' : ` Did you mean /onboard ${nearest}?`;
  return message(helpAnswer(`I do not know “${word.slice(0, 40)}”.${hint}`));
}

function message(of: Message): CommandAnswer {
  return { kind: 'message', message: of };
}

async function help({ deps, signer }: Asked): Promise<CommandAnswer> {
  await helpFor(deps, signer);
  return message(helpAnswer());
}

async function start({ deps, signer, rest }: Asked): Promise<CommandAnswer> {
  const choices = await startChoices(deps, signer);
  return { kind: 'form', view: startModal({ ...choices, name: rest }) };
}

async function status({ deps, signer, rest }: Asked): Promise<CommandAnswer> {
  if (rest === '') return message(allPartnersAnswer(await allPartners(deps, signer)));
  const partner = await onePartner(deps, { signer, name: rest });
  return message(onePartnerAnswer(partner, { hostName: deps.host.name, zone: deps.settings.zone }));
}

async function plan({ deps, signer, rest }: Asked): Promise<CommandAnswer> {
  if (rest === '') throw new UserError('Of which partner? Write `/onboard plan <partner>`.');
  return message(planAnswer(await seePlan(deps, { signer, name: rest })));
}

async function blockers({ deps, signer, rest }: Asked): Promise<CommandAnswer> {
  return message(blockersAnswer(await openBlockers(deps, { signer, name: rest }), deps.host.name));
}

async function reviews({ deps, signer }: Asked): Promise<CommandAnswer> {
  return message(reviewsAnswer(await myReviews(deps, signer), deps.settings.zone));
}

async function outcome({ deps, signer, rest }: Asked): Promise<CommandAnswer> {
  if (rest === '') throw new UserError('For which partner? Write `/onboard outcome <partner>`.');
  return { kind: 'form', view: outcomeModal(await outcomeChoices(deps, { signer, name: rest })) };
}

async function pause({ deps, signer, rest }: Asked): Promise<CommandAnswer> {
  if (rest === '') throw new UserError('Which partner? Write `/onboard pause <partner>`.');
  return { kind: 'form', view: pauseModal(await pauseChoices(deps, { signer, name: rest })) };
}

async function resume({ deps, signer, rest }: Asked): Promise<CommandAnswer> {
  if (rest === '') throw new UserError('Which partner? Write `/onboard resume <partner>`.');
  const { partnerName } = await resumePartner(deps, { signer, name: rest });
  return message(simple(`${partnerName} goes on: all clocks run again.`));
}

async function correct({ deps, signer, rest }: Asked): Promise<CommandAnswer> {
  if (rest === '') throw new UserError('Of which partner? Write `/onboard correct <partner>`.');
  const choices = await correctionChoices(deps, { signer, name: rest });
  return { kind: 'form', view: correctionModal(choices) };
}

async function away({ deps, signer }: Asked): Promise<CommandAnswer> {
  return { kind: 'form', view: awayModal(await awayChoices(deps, signer)) };
}

async function ourTeam({ deps, signer }: Asked): Promise<CommandAnswer> {
  const people = await team(deps, signer);
  return people.mayChange ? { kind: 'form', view: teamModal(people) } : message(teamList(people));
}

async function digest({ deps, signer }: Asked): Promise<CommandAnswer> {
  const now = await previewDigest(deps, signer);
  return message(digestMessage(now, { zone: deps.settings.zone, hostName: deps.host.name }));
}

async function playbook({ deps, signer, rest }: Asked): Promise<CommandAnswer> {
  const [verb = '', ...more] = rest.split(/\s+/);
  const words = more.join(' ');
  if (verb.toLowerCase() === 'log') return message(logAnswer(await playbookLog(deps, signer)));
  const hits = await playbookHits(deps, { signer, words });
  if (verb.toLowerCase() !== 'find' || words === '') {
    throw new UserError(
      'What are you looking for? Write `/onboard playbook find <words>`, or `/onboard playbook log` for what its versions changed.',
    );
  }
  return message(playbookAnswer(hits));
}

async function doctor({ deps, signer }: Asked): Promise<CommandAnswer> {
  return message(doctorAnswer(await seeDoctor(deps, signer), deps.settings.zone));
}

async function sla({ deps, signer, rest }: Asked): Promise<CommandAnswer> {
  const [first = '', ...more] = rest.split(/\s+/);
  const named = { signer, name: more.join(' ') };
  switch (first.toLowerCase()) {
    case 'preview':
      return message(previewAnswer(await previewSla(deps, named), deps.host.name));
    case 'log':
      return message(slaLogAnswer(await logSla(deps, named)));
    default:
      return message(slaAnswer(await seeSla(deps, { signer, name: rest }), deps.host.name));
  }
}
