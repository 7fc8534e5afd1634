import type { KnownBlock, ModalView } from '@slack/types';
import {
  context,
  escapeMrkdwn,
  field,
  form,
  message,
  section,
  VALUE,
  type Message,
  type Submitted,
} from './kit.ts';

export const TEAM_MODAL = 'team_modal';

type Team = Readonly<{
  roles: readonly Readonly<{
    role: string;
    title: string;
    userIds: readonly string[];
    several: boolean;
  }>[];
}>;

/** The form in which an admin names who does what on our side. */
export function teamModal({ roles }: Team): ModalView {
  const people = roles.map(({ role, title, userIds, several }): KnownBlock => {
    const [first] = userIds;
    const label = several ? title : capital(title);
    const many = {
      type: 'multi_users_select',
      action_id: VALUE,
      ...(userIds.length > 0 && { initial_users: [...userIds] }),
    } as const;
    const one = {
      type: 'users_select',
      action_id: VALUE,
      ...(first !== undefined && { initial_user: first }),
    } as const;
    return field(role, label, several ? many : one, { optional: true });
  });
  return form({
    callbackId: TEAM_MODAL,
    title: 'Our team',
    submit: 'Save',
    metadata: '',
    blocks: [
      context(
        'Whoever has a role owns its items and reviews its evidence. A role without a name falls to the partner manager.',
      ),
      ...people,
    ],
  });
}

/** The inverse of `teamModal`: the people of each role. */
export function readTeamModal({ state }: Submitted): Readonly<Record<string, readonly string[]>> {
  return Object.fromEntries(
    Object.entries(state.values).map(([role, block]) => {
      const input = block[VALUE];
      const one = input?.selected_user;
      return [role, input?.selected_users ?? (one ? [one] : [])];
    }),
  );
}

/** The same as a list, for those who may not change it. */
export function teamList({ roles }: Team): Message {
  const lines = roles.map(({ title, userIds }) => {
    const people =
      userIds.length === 0 ? 'nobody named' : userIds.map((id) => `<@${id}>`).join(', ');
    return `*${escapeMrkdwn(capital(title))}*: ${people}`;
  });
  return message('Our team', [
    section(lines.join('\n')),
    context('An admin changes this with `/onboard team`.'),
  ]);
}

function capital(text: string): string {
  return `${text.slice(0, 1).toUpperCase()}${text.slice(1)}`;
}
