import { refuseMessageBlocks } from '../blocks/validate.ts';
import { isObject, objectsOf, textOf } from '../json.ts';
import { appIsIn, appSees } from '../store/channels.ts';
import { fileJson } from '../store/files.ts';
import { postMessage } from '../store/messages.ts';
import { nextId, type Channel, type StoredFile, type World } from '../store/world.ts';
import { unreadable } from './args.ts';
import { ApiError, invalidArguments } from './api-error.ts';
import { refuse, type Call, type Method } from './call.ts';
import { notArchived } from './reach.ts';

const ALT_TEXT_MAX = 1000;

/** Whether the app may read the file: its own, handed in to it, or shared where it is. */
export function appMayRead(world: World, file: StoredFile): boolean {
  if (file.appMaySee || file.ownerId === world.app.botUserId) return true;
  return [...file.shares.keys()].some((id) => {
    const channel = world.channels.get(id);
    return channel !== undefined && appIsIn(world, channel);
  });
}

const info: Method = ({ world, args }) => {
  const file = world.files.get(args.need('file'));
  if (file?.complete !== true) throw new ApiError('file_not_found');
  if (!appMayRead(world, file)) throw new ApiError('not_visible');
  return {
    file: fileJson(world, file),
    comments: [],
    response_metadata: { next_cursor: '' },
  };
};

const getUploadUrl: Method = ({ world, args }) => {
  const length = args.number('length') ?? 0;
  if (length < 1) throw invalidArguments('must be greater than 0 [json-pointer:/length]');
  const altText = args.text('alt_txt') ?? args.text('alt_text') ?? '';
  if (altText.length > ALT_TEXT_MAX) throw new ApiError('alt_txt_too_large');
  const file: StoredFile = {
    id: nextId(world, 'F'),
    name: args.need('filename'),
    mimetype: 'application/octet-stream',
    size: length,
    content: undefined,
    ownerId: world.app.botUserId,
    teamId: world.app.teamId,
    createdAt: world.now(),
    title: args.need('filename'),
    appMaySee: true,
    complete: false,
    shares: new Map(),
  };
  world.files.set(file.id, file);
  return { upload_url: `${world.origin}/upload/v1/${file.id}`, file_id: file.id };
};

/** The one channel to share in; undefined keeps the files private. @throws ApiError */
function shareTarget({ world, args }: Call): Channel | undefined {
  const id = args.text('channel_id') ?? args.text('channels');
  if (id === undefined) return undefined;
  const channel = world.channels.get(id);
  if (channel === undefined || !appSees(world, channel)) throw new ApiError('channel_not_found');
  if (!appIsIn(world, channel)) throw new ApiError('not_in_channel');
  return notArchived(channel, 'posting_to_channel_denied');
}

const completeUpload: Method = (call) => {
  const { world, args } = call;
  const wanted = objectsOf(args.list('files'));
  const files = wanted.map(({ id, title }) => {
    const file = world.files.get(textOf(id));
    // Bytes come before completion; a file is completed once.
    if (file?.content === undefined || file.complete) throw new ApiError('file_not_found');
    return { file, title: textOf(title) || file.name };
  });
  if (files.length === 0)
    throw invalidArguments('no less than 1 items allowed [json-pointer:/files]');
  const channel = shareTarget(call);
  const blocks = args.json('blocks');
  if (blocks !== undefined) {
    if (blocks === unreadable) throw new ApiError('invalid_blocks');
    refuse(refuseMessageBlocks(blocks));
  }
  for (const { file, title } of files) Object.assign(file, { title, complete: true });
  if (channel !== undefined) {
    const comment = args.text('initial_comment');
    shareFiles(world, channel, {
      files: files.map(({ file }) => file),
      authorId: world.app.botUserId,
      text: comment ?? '',
      blocks: comment === undefined ? objectsOf(blocks).filter(isObject) : [],
      threadTs: args.text('thread_ts'),
    });
  }
  return { files: files.map(({ file }) => fileJson(world, file)) };
};

type Sharing = Readonly<{
  files: readonly StoredFile[];
  authorId: string;
  text: string;
  blocks?: Parameters<typeof postMessage>[2]['blocks'];
  threadTs: string | undefined;
}>;

/** Posts a message with files and tells the app of each. Returns its ts. */
export function shareFiles(world: World, channel: Channel, sharing: Sharing): string {
  const { files, blocks, ...rest } = sharing;
  const message = postMessage(world, channel, {
    ...rest,
    ...(blocks === undefined ? {} : { blocks }),
    fileIds: files.map(({ id }) => id),
  });
  for (const file of files) {
    file.shares.set(channel.id, message.ts);
    const event = {
      type: 'file_shared',
      file_id: file.id,
      user_id: file.ownerId,
      file: { id: file.id },
      channel_id: channel.id,
    };
    world.emit(event, { channel });
  }
  return message.ts;
}

export const fileMethods: Readonly<Record<string, Method>> = {
  'files.info': info,
  'files.getUploadURLExternal': getUploadUrl,
  'files.completeUploadExternal': completeUpload,
};
