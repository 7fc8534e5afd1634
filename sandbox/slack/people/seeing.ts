import { listControls, stateValues } from '../blocks/state.ts';
import { objectsOf, textOf, type Obj } from '../json.ts';
import { controlsOf } from '../store/views.ts';
import type { Channel, Message, User, View, World } from '../store/world.ts';
import { showMrkdwn } from '../text/mrkdwn.ts';
import { showBlocks, showText } from '../text/render.ts';
import type { ModalView, SeenFile, SeenMessage } from '../types.ts';
import { viewJson } from '../store/views.ts';
import { heldIn, readerOf } from './sim.ts';

function filesOf(world: World, message: Message): SeenFile[] {
  return message.fileIds.flatMap((fileId) => {
    const file = world.files.get(fileId);
    if (file === undefined) return [];
    const { id, name, mimetype, size } = file;
    return [{ id, name, mimetype, size }];
  });
}

function showFiles(world: World, message: Message): string {
  return filesOf(world, message)
    .map(({ name }) => `(file: ${name})`)
    .join('\n');
}

/** One message as this person sees it. */
export function showMessage(world: World, user: User, message: Message): string {
  const reader = readerOf(world, user);
  const held = heldIn(message, user.id);
  const attached = message.attachments.map(
    (each) =>
      showBlocks(objectsOf(each['blocks']), { reader, held }) ||
      textOf(each['text']) ||
      textOf(each['fallback']),
  );
  const body =
    message.blocks.length > 0
      ? showBlocks(message.blocks, { reader, held })
      : showMrkdwn(message.text, reader);
  return [body, ...attached, showFiles(world, message)].filter((line) => line !== '').join('\n');
}

/** Everything public, and what only this person is shown. */
export function isSeen({ onlyFor }: Message, { id }: User): boolean {
  return onlyFor === undefined || onlyFor === id;
}

/** What a person sees in a channel, replies right after their parent. */
export function listSeen(channel: Channel, user: User): Message[] {
  const mine = channel.messages.filter((message) => isSeen(message, user));
  const parents = new Set(mine.map(({ ts }) => ts));
  const replies = Map.groupBy(mine, ({ threadTs }) => threadTs ?? '');
  return mine
    .filter(({ threadTs }) => threadTs === undefined || !parents.has(threadTs))
    .flatMap((parent) => [parent, ...(replies.get(parent.ts) ?? [])]);
}

export function toSeen(world: World, user: User, message: Message): SeenMessage {
  return {
    ts: message.ts,
    ...(message.threadTs === undefined ? {} : { threadTs: message.threadTs }),
    from: message.authorId,
    text: showMessage(world, user, message),
    mrkdwn: message.text,
    blocks: message.blocks,
    state: stateValues(listControls(message.blocks), heldIn(message, user.id)),
    files: filesOf(world, message),
    reactions: [...message.reactions].map(([name, users]) => ({ name, userIds: [...users] })),
    ephemeral: message.onlyFor !== undefined,
    pinned: message.pinned,
    edited: message.edited !== undefined,
  };
}

/** The channel as plain text, a line `Name: …` for each message, replies indented. */
export function readChannel(world: World, channel: Channel, user: User): string {
  const lines = listSeen(channel, user).map((message) => {
    const name = world.people.get(message.authorId)?.name ?? message.authorId;
    const marks = [
      message.onlyFor === undefined ? '' : ' (only visible to you)',
      message.pinned ? ' (pinned)' : '',
      message.edited === undefined ? '' : ' (edited)',
    ].join('');
    const shown = `${name}${marks}: ${showMessage(world, user, message)}`;
    return message.threadTs === undefined ? shown : shown.replace(/^/gm, '    ');
  });
  return lines.join('\n');
}

function showView(world: World, user: User, view: View): string {
  const reader = readerOf(world, user);
  const { content } = view;
  const held = (key: string): Obj | undefined => view.held.get(key);
  const body = showBlocks(objectsOf(content['blocks']), { reader, held, errors: view.errors });
  const buttons = [content['close'], content['submit']]
    .map((each) => showText(each, reader))
    .filter((label) => label !== '')
    .map((label) => `[${label}]`);
  return [showText(content['title'], reader), body, buttons.join(' ')]
    .filter((line) => line !== '')
    .join('\n');
}

/** A Home tab as plain text. */
export function showHome(world: World, user: User, view: View): string {
  return showView(world, user, view);
}

export function toModal(world: World, user: User, view: View): ModalView {
  return {
    id: view.id,
    callbackId: textOf(view.content['callback_id']),
    title: showText(view.content['title'], readerOf(world, user)),
    text: showView(world, user, view),
    view: viewJson(world, view),
    errors: { ...view.errors },
  };
}

/** What a person was shown privately since a moment (`world.lastMicros`). */
export function toldSince(world: World, user: User, since: number): string | undefined {
  const heard = world.whispers.get(user.id) ?? [];
  const fresh = heard.filter(({ at }) => at > since).map(({ message }) => message);
  const texts = [...new Set(fresh)].map((each) => showMessage(world, user, each));
  return texts.length === 0 ? undefined : texts.join('\n');
}

/** The label of each input of a view, by block id. */
export function labelsOf(world: World, user: User, view: View): ReadonlyMap<string, string> {
  const reader = readerOf(world, user);
  return new Map(
    controlsOf(view).map(({ block, blockId }) => [blockId, showText(block['label'], reader)]),
  );
}
