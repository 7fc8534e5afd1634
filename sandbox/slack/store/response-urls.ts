import { nextId, type ResponseUrl, type World } from './world.ts';

const REMEMBERED = 20_000;

type Issued = Readonly<{ userId: string; channelId: string; messageTs?: string }>;

/** A URL the app may answer at, for what somebody did in a channel. */
export function issueResponseUrl(
  world: World,
  kind: 'actions' | 'commands',
  { userId, channelId, messageTs }: Issued,
): string {
  const id = nextId(world, 'R');
  const issued: ResponseUrl = { userId, channelId, messageTs, at: world.now(), uses: 0 };
  world.responseUrls.set(id, issued);
  for (const old of world.responseUrls.keys()) {
    if (world.responseUrls.size <= REMEMBERED) break;
    world.responseUrls.delete(old);
  }
  return `${world.origin}/${kind}/${world.app.teamId}/1/${id}`;
}
