import { isObject, parseJson } from '../json.ts';
import { refuseMessageBlocks, refuseView, type Refusal } from '../blocks/validate.ts';
import { userById } from '../store/world.ts';
import { ApiError, invalidArguments } from './api-error.ts';
import type { Method } from './call.ts';

const apiTest: Method = ({ args }) => {
  const error = args.text('error');
  if (error !== undefined) throw new ApiError(error);
  const foo = args.text('foo');
  return { args: foo === undefined ? {} : { foo } };
};

const authTest: Method = ({ world }) => {
  const { botId, botUserId, teamId } = world.app;
  const enterprise =
    world.host.enterpriseId === undefined ? {} : { enterprise_id: world.host.enterpriseId };
  return {
    url: `https://${world.host.domain}.slack.com/`,
    team: world.host.name,
    user: userById(world, botUserId).handle,
    team_id: teamId,
    user_id: botUserId,
    bot_id: botId,
    is_enterprise_install: false,
    ...enterprise,
  };
};

const openConnection: Method = ({ world }) => ({
  url: `${world.origin.replace('http', 'ws')}/link/?ticket=simulated&app_id=${world.app.appId}`,
});

/** `wording [json-pointer:/a/b]` taken apart. */
function toError(problem: string, root: string): Readonly<Record<string, string>> {
  const [, message = problem, pointer = ''] = /^(.*) \[json-pointer:(.*)\]$/.exec(problem) ?? [];
  return { pointer: pointer.replace(root, ''), code: 'failed_constraint', message };
}

const validate: Method = ({ args }) => {
  const given = ['blocks', 'message', 'view'].filter((name) => args.has(name));
  const [name] = given;
  if (name === undefined || given.length > 1) {
    throw invalidArguments('must provide exactly one of `blocks`, `view`, or `message`');
  }
  const value = parseJson(args.need(name));
  const content = name === 'message' && isObject(value) ? value['blocks'] : value;
  const refusal: Refusal | undefined =
    name === 'view' ? refuseView(value, ['modal', 'home']) : refuseMessageBlocks(content, '');
  if (refusal !== undefined) {
    const errors = refusal.problems.map((each) => toError(each, name === 'view' ? '/view' : ''));
    throw new ApiError(`invalid_${name}`, { errors });
  }
  return {};
};

export const basicMethods: Readonly<Record<string, Method>> = {
  'api.test': apiTest,
  'auth.test': authTest,
  'apps.connections.open': openConnection,
  'blocks.validate': validate,
};
