import { seconds, type Trigger, type World } from './world.ts';

const LIFE_MS = 3000;
const REMEMBERED = 5000;

/** A trigger for what somebody just did; `viewId` when they did it in a modal. */
export function issueTrigger(world: World, userId: string, viewId?: string): string {
  world.lastId += 1;
  const id = `${seconds(world.now())}.${world.lastId}.${world.lastId.toString(16).padStart(32, '0')}`;
  const trigger: Trigger = { userId, viewId, at: world.now(), used: false };
  world.triggers.set(id, trigger);
  // The oldest go first: a Map keeps the order of insertion.
  for (const old of world.triggers.keys()) {
    if (world.triggers.size <= REMEMBERED) break;
    world.triggers.delete(old);
  }
  return id;
}

/** The trigger, or why it does not work: it lives 3 seconds and works once. */
export function checkTrigger(world: World, id: string): Trigger | string {
  const trigger = world.triggers.get(id);
  if (trigger === undefined) return 'invalid_trigger_id';
  if (trigger.used) return 'exchanged_trigger_id';
  return world.now() - trigger.at > LIFE_MS ? 'expired_trigger_id' : trigger;
}
