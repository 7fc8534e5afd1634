import { compact, type Obj } from '../json.ts';
import { sharesChannelWithHost } from './channels.ts';
import { companyOf, type User, type World } from './world.ts';

export function isExternal(world: World, user: User): boolean {
  return user.teamId !== world.app.teamId;
}

function offsetSeconds(zone: string, at: number): number {
  const parts = new Intl.DateTimeFormat('en-US', { timeZone: zone, timeZoneName: 'longOffset' });
  const name = parts.formatToParts(at).find(({ type }) => type === 'timeZoneName')?.value ?? '';
  const [, sign, hours, minutes] = /([+-])(\d\d):(\d\d)/.exec(name) ?? [];
  if (sign === undefined) return 0;
  return (sign === '-' ? -1 : 1) * (Number(hours) * 3600 + Number(minutes) * 60);
}

function zoneLabel(zone: string, at: number): string {
  const parts = new Intl.DateTimeFormat('en-US', { timeZone: zone, timeZoneName: 'long' });
  return parts.formatToParts(at).find(({ type }) => type === 'timeZoneName')?.value ?? zone;
}

function profileOf(user: User, email: string | undefined): Obj {
  const [first = user.name] = user.name.split(/\s+/);
  return compact({
    title: user.title ?? '',
    real_name: user.name,
    real_name_normalized: user.name,
    display_name: first,
    display_name_normalized: first,
    status_text: '',
    status_emoji: '',
    avatar_hash: '0000000000',
    image_24: 'https://example.com/24.png',
    image_48: 'https://example.com/48.png',
    team: user.teamId,
    email,
  });
}

/**
 * A person as `users.info` shows them to the app: an outsider without e-mail and with the name under
 * `profile` only, and hardly anything of a stranger.
 */
export function userJson(world: World, user: User, withLocale = false): Obj {
  const external = isExternal(world, user);
  const stranger = external && !sharesChannelWithHost(world, user);
  if (stranger) {
    return {
      id: user.id,
      team_id: user.teamId,
      name: user.handle,
      real_name: user.name,
      profile: { image_24: '', team: user.teamId, display_name: user.handle },
      is_stranger: true,
    };
  }
  const seesEmail = !external && user.bot !== true && world.grants.scopes.has('users:read.email');
  const { enterpriseId, name } = companyOf(world, user.teamId);
  const enterprise =
    enterpriseId === undefined
      ? undefined
      : {
          id: user.id,
          enterprise_id: enterpriseId,
          enterprise_name: name,
          is_admin: false,
          is_owner: false,
          teams: [user.teamId],
        };
  return compact({
    id: user.id,
    team_id: user.teamId,
    name: user.handle,
    deleted: false,
    real_name: external ? undefined : user.name,
    tz: user.zone,
    tz_label: zoneLabel(user.zone, world.now()),
    tz_offset: offsetSeconds(user.zone, world.now()),
    profile: profileOf(user, seesEmail ? user.email : undefined),
    is_admin: user.admin === true,
    is_owner: user.admin === true,
    is_primary_owner: false,
    is_restricted: user.guest === true,
    is_ultra_restricted: false,
    is_bot: user.bot === true,
    is_app_user: false,
    updated: 0,
    is_stranger: external ? false : undefined,
    enterprise_user: enterprise,
    locale: withLocale && !external ? 'en-US' : undefined,
  });
}

/** A person as they stand in invitation events, e-mail included. */
export function inviteUserJson(user: User): Obj {
  return {
    id: user.id,
    team_id: user.teamId,
    name: user.handle,
    updated: 0,
    profile: profileOf(user, user.email),
  };
}

/** A company as it stands in invitation events. */
export function teamJson(world: World, teamId: string): Obj {
  const company = companyOf(world, teamId);
  return {
    id: company.teamId,
    name: company.name,
    icon: { image_default: true, image_34: 'https://example.com/34.png' },
    is_verified: false,
    domain: company.domain,
    date_created: 0,
  };
}
