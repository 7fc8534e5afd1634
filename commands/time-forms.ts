import { correctClock } from '../src/usecases/correct-clock.ts';
import { askForTime, decideOnTime } from '../src/usecases/more-time.ts';
import { pausePartner } from '../src/usecases/pause-partner.ts';
import { promiseDay, snooze } from '../src/usecases/quiet-clock.ts';
import { raiseBlocker } from '../src/usecases/raise-blocker.ts';
import { setAway } from '../src/usecases/set-away.ts';
import { postUpdate } from '../src/usecases/update-blocker.ts';
import { AWAY_MODAL, readAwayModal } from '../views/away-modal.ts';
import { CORRECTION_MODAL, readCorrectionModal } from '../views/correction-modal.ts';
import { PAUSE_MODAL, readPauseModal } from '../views/pause-modal.ts';
import {
  DAY_MODAL,
  DECIDE_TIME_MODAL,
  MORE_TIME_MODAL,
  readDayModal,
  readDecideTimeModal,
  readMoreTimeModal,
} from '../views/time-modal.ts';
import {
  ESCALATE_MODAL,
  readEscalateModal,
  readUpdateModal,
  UPDATE_MODAL,
} from '../views/update-modal.ts';
import { wrong, type FormHandler, type Sent } from './form.ts';
import { DONE, type FormAnswer } from './guarded.ts';

/** The forms about time: more of it, another day, a pause, and news about what is open. */
export const TIME_FORMS: Readonly<Record<string, FormHandler>> = {
  [MORE_TIME_MODAL]: { policy: 'ask_for_time', handle: moreTime },
  [DECIDE_TIME_MODAL]: { policy: 'decide_time', handle: decide },
  [DAY_MODAL]: { policy: 'promise_day', handle: anotherDay },
  [UPDATE_MODAL]: { policy: 'update_blocker', handle: update },
  [ESCALATE_MODAL]: { policy: 'escalate', handle: escalate },
  [PAUSE_MODAL]: { policy: 'pause_partner', handle: pause },
  [CORRECTION_MODAL]: { policy: 'correct_clock', handle: correct },
  [AWAY_MODAL]: { policy: 'set_away', handle: away },
};

async function moreTime({ deps, signer, view }: Sent): Promise<FormAnswer> {
  const form = readMoreTimeModal(view);
  if (!form.ok) return { kind: 'errors', errors: form.errors };
  const refused = await askForTime(deps, { ...form.value, signer, viewId: view.id });
  return refused === null ? DONE : wrong('wanted', refused);
}

async function decide({ deps, signer, view }: Sent): Promise<FormAnswer> {
  const form = readDecideTimeModal(view);
  if (!form.ok) return { kind: 'errors', errors: form.errors };
  const { kind } = await decideOnTime(deps, { ...form.value, signer });
  switch (kind) {
    case 'decided':
      return DONE;
    case 'decided_before':
      return { kind: 'told', text: 'Somebody was faster. Nothing was changed.' };
    case 'done_meanwhile':
      return { kind: 'told', text: 'The item was done meanwhile: it needs no other date.' };
  }
}

async function anotherDay({ deps, signer, view }: Sent): Promise<FormAnswer> {
  const form = readDayModal(view);
  if (!form.ok) return { kind: 'errors', errors: form.errors };
  const { clockId, what, day } = form.value;
  if (what === 'remind') {
    await snooze(deps, { signer, clockId, peace: { until: day } });
    return DONE;
  }
  const refused = await promiseDay(deps, { signer, viewId: view.id, clockId, day });
  return refused === null ? DONE : wrong('day', refused);
}

async function update({ deps, signer, view }: Sent): Promise<FormAnswer> {
  const form = readUpdateModal(view);
  if (!form.ok) return { kind: 'errors', errors: form.errors };
  const { kind } = await postUpdate(deps, { ...form.value, signer, viewId: view.id });
  return kind === 'cleared_before'
    ? { kind: 'told', text: 'This was solved meanwhile: nobody waits for an update.' }
    : DONE;
}

async function escalate({ deps, signer, view }: Sent): Promise<FormAnswer> {
  const form = readEscalateModal(view);
  if (!form.ok) return { kind: 'errors', errors: form.errors };
  const about = { itemId: null, waitsFor: 'vendor' } as const;
  await raiseBlocker(deps, { ...form.value, ...about, signer, viewId: view.id });
  return DONE;
}

async function pause({ deps, signer, view }: Sent): Promise<FormAnswer> {
  const form = readPauseModal(view);
  if (!form.ok) return { kind: 'errors', errors: form.errors };
  const refused = await pausePartner(deps, { ...form.value, signer, viewId: view.id });
  return refused === null ? DONE : wrong('return_on', refused);
}

async function away({ deps, signer, view }: Sent): Promise<FormAnswer> {
  const form = readAwayModal(view);
  if (!form.ok) return { kind: 'errors', errors: form.errors };
  const { name } = await setAway(deps, { ...form.value, signer });
  return { kind: 'told', text: `Saved for ${name}. Reminders follow it from now on.` };
}

async function correct({ deps, signer, view }: Sent): Promise<FormAnswer> {
  const form = readCorrectionModal(view);
  if (!form.ok) return { kind: 'errors', errors: form.errors };
  const refused = await correctClock(deps, { ...form.value, signer, viewId: view.id });
  return refused === null ? DONE : wrong('from', refused);
}
