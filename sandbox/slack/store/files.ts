import type { Obj } from '../json.ts';
import type { FileContent, UploadSpec } from '../types.ts';
import {
  nextId,
  seconds,
  userById,
  companyOf,
  type StoredFile,
  type User,
  type World,
} from './world.ts';

function bytesOf(content: UploadSpec['content']): Uint8Array | undefined {
  return typeof content === 'string' ? Buffer.from(content) : content;
}

/** Stores a file somebody picked on their machine. */
export function addUpload(world: World, owner: User, upload: UploadSpec): StoredFile {
  const file: StoredFile = {
    id: nextId(world, 'F'),
    name: upload.name,
    mimetype: upload.mimetype,
    size: upload.size,
    content: bytesOf(upload.content),
    ownerId: owner.id,
    teamId: owner.teamId,
    createdAt: world.now(),
    title: upload.name,
    appMaySee: false,
    complete: true,
    shares: new Map(),
  };
  world.files.set(file.id, file);
  return file;
}

/** What is in a file; zeros where nobody gave its bytes. */
export function bytesIn({ content, size }: StoredFile): Uint8Array {
  return content ?? new Uint8Array(size);
}

/** A file as people open it; undefined before its upload is complete. */
export function fileContent(world: World, id: string): FileContent | undefined {
  const file = world.files.get(id);
  if (file?.complete !== true) return undefined;
  return { name: file.name, mimetype: file.mimetype, content: bytesIn(file) };
}

/** What stands in a shared channel in a file's place: look it up with `files.info`. */
export function fileStub(id: string): Obj {
  return {
    id,
    mode: 'file_access',
    file_access: 'check_file_info',
    created: 0,
    timestamp: 0,
    user: '',
  };
}

/** A file as `files.info` returns it. */
export function fileJson(world: World, file: StoredFile): Obj {
  const extension = file.name.includes('.') ? (file.name.split('.').at(-1) ?? '') : '';
  const { domain } = companyOf(world, file.teamId);
  const place = `${file.teamId}-${file.id}`;
  const name = encodeURIComponent(file.name);
  const shares: Record<string, Record<string, Obj[]>> = { public: {}, private: {} };
  const groups: string[] = [];
  const channels: string[] = [];
  const ims: string[] = [];
  for (const [channelId, ts] of file.shares) {
    const channel = world.channels.get(channelId);
    if (channel === undefined) continue;
    (channel.isIm ? ims : channel.isPrivate ? groups : channels).push(channelId);
    const side = channel.isPrivate ? 'private' : 'public';
    (shares[side] ??= {})[channelId] = [
      {
        reply_users: [],
        reply_users_count: 0,
        reply_count: 0,
        ts,
        channel_name: channel.name,
        team_id: channel.hostTeamId,
        share_user_id: file.ownerId,
      },
    ];
  }
  return {
    id: file.id,
    created: seconds(file.createdAt),
    timestamp: seconds(file.createdAt),
    name: file.name,
    title: file.title,
    mimetype: file.mimetype,
    filetype: extension,
    pretty_type: extension.toUpperCase(),
    user: file.ownerId,
    user_team: userById(world, file.ownerId).teamId,
    editable: false,
    size: file.size,
    mode: 'hosted',
    is_external: false,
    external_type: '',
    is_public: channels.length > 0,
    public_url_shared: false,
    display_as_bot: false,
    username: '',
    url_private: `${world.origin}/files-pri/${place}/${name}`,
    url_private_download: `${world.origin}/files-pri/${place}/download/${name}`,
    permalink: `https://${domain}.slack.com/files/${file.ownerId}/${file.id}/${name}`,
    permalink_public: `https://slack-files.com/${place}-0000000000`,
    has_rich_preview: false,
    file_access: 'visible',
    channels,
    groups,
    ims,
    shares,
  };
}
