import { isExternal, userJson } from '../store/users.ts';
import { companyOf } from '../store/world.ts';
import { ApiError } from './api-error.ts';
import type { Method } from './call.ts';
import { pageOf, readLimit } from './paging.ts';

const info: Method = ({ world, args }) => {
  const user = world.people.get(args.need('user'));
  if (user === undefined) throw new ApiError('user_not_found');
  return { user: userJson(world, user, args.flag('include_locale')) };
};

const list: Method = (call) => {
  const { world, args } = call;
  const own = [...world.people.values()].filter((each) => !isExternal(world, each));
  const page = pageOf(call, own, readLimit(call, 1000));
  const members = page.items.map((each) => userJson(world, each, args.flag('include_locale')));
  return { members, cache_ts: Math.floor(world.now() / 1000), ...page.metadata };
};

/** Sees our own company only. */
const lookupByEmail: Method = ({ world, args }) => {
  const email = args.need('email').toLowerCase();
  const user = [...world.people.values()].find(
    (each) => email !== '' && each.email.toLowerCase() === email && !isExternal(world, each),
  );
  if (user === undefined) throw new ApiError('users_not_found');
  return { user: userJson(world, user) };
};

const teamInfo: Method = ({ world, args }) => {
  const id = args.text('team') ?? world.app.teamId;
  const isKnown =
    id === world.app.teamId || [...world.channels.values()].some((each) => each.teams.has(id));
  if (!isKnown) throw new ApiError('team_not_found');
  const { teamId, name, domain, enterpriseId } = companyOf(world, id);
  const team = {
    id: teamId,
    name,
    domain,
    url: `https://${domain}.slack.com/`,
    email_domain: '',
    icon: { image_default: true },
    is_verified: false,
    ...(enterpriseId === undefined ? {} : { enterprise_id: enterpriseId, enterprise_name: name }),
  };
  return { team };
};

const botInfo: Method = ({ world, args }) => {
  const { botId, botUserId, appId } = world.app;
  if ((args.text('bot') ?? botId) !== botId) throw new ApiError('bot_not_found');
  const name = world.people.get(botUserId)?.name;
  const bot = { id: botId, deleted: false, name, updated: 0, app_id: appId, user_id: botUserId };
  return { bot: { ...bot, icons: {} } };
};

export const userMethods: Readonly<Record<string, Method>> = {
  'users.info': info,
  'users.list': list,
  'users.lookupByEmail': lookupByEmail,
  'team.info': teamInfo,
  'bots.info': botInfo,
};
