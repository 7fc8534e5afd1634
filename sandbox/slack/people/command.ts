import { commandPayload } from '../app/payloads.ts';
import { postAnswer, refuseAnswer } from '../app/respond.ts';
import type { Answer } from '../app/http-post.ts';
import { isObject, parseJson, type Obj } from '../json.ts';
import { issueResponseUrl } from '../store/response-urls.ts';
import { issueTrigger } from '../store/triggers.ts';
import { isExternal } from '../store/users.ts';
import type { Channel, User } from '../store/world.ts';
import type { Outcome } from '../types.ts';
import { isSuccess, outcomeOf, unsent } from './outcome.ts';
import { toldSince } from './seeing.ts';
import { channelFor, type Sim } from './sim.ts';
import { escapeTyped } from './typed.ts';

function notValid(command: string): string {
  return (
    `${command} is not a valid command. In Slack, all messages that start with the "/" character ` +
    'are interpreted as commands.\n\nIf you are trying to send a message and not run a command, ' +
    'try preceding the "/" with an empty space.'
  );
}

function failed(command: string, error: string): string {
  return `${command} failed with the error "${error}"`;
}

/** What the answer's body says; undefined when it says nothing. */
function readBody(answer: Answer): Obj | undefined {
  if (answer.body === '') return undefined;
  const parsed = parseJson(answer.body);
  return isObject(parsed) ? parsed : { text: answer.body };
}

/** Types a slash command. Slack itself refuses outsiders, threads and unknown commands. */
export async function command(
  sim: Sim,
  user: User,
  typed: string,
  where: Readonly<{ channelId: string; threadTs: string | undefined }>,
): Promise<Outcome> {
  const { world, link } = sim;
  const [name = '', ...words] = typed.trim().split(/(?<=^\S+)\s+/);
  const known = world.grants.commands.get(name);
  // A command belongs to the workspace where the app is installed.
  if (known === undefined || isExternal(world, user))
    return unsent(false, { text: notValid(name) });
  if (where.threadTs !== undefined) {
    return unsent(false, { text: `${name} is not supported in threads. Sorry!` });
  }
  const channel: Channel = channelFor(sim, user, where.channelId);
  const text = words.join(' ');
  const since = world.lastMicros;
  const payload = commandPayload(world, {
    user,
    channel,
    command: name,
    text: known.shouldEscape ? escapeTyped(world, text) : text,
    triggerId: issueTrigger(world, user.id),
    responseUrl: issueResponseUrl(world, 'commands', { userId: user.id, channelId: channel.id }),
  });
  const answer = await link.send('command', payload);
  if (answer.error === 'http_timeout') {
    return outcomeOf(false, answer, { text: failed(name, 'operation_timeout') });
  }
  if (!isSuccess(answer)) {
    return outcomeOf(false, answer, { text: failed(name, 'dispatch_failed') });
  }
  const body = readBody(answer);
  if (body !== undefined) {
    const refusal = refuseAnswer(body);
    if (refusal !== undefined) {
      const text = failed(name, 'invalid_command_response');
      return outcomeOf(false, answer, { text, refused: JSON.stringify(refusal.body) });
    }
    postAnswer(world, { channel, userId: user.id, body });
  }
  return outcomeOf(true, answer, { text: toldSince(world, user, since) });
}
