import type { ReactNode } from 'react';
import type { DeskState } from '../../desk/protocol.ts';
import type { Person } from './reader.ts';

/** More would not fit; the others are found in the list of people. */
const SHOWN = 8;

/** The workspaces: pressing one acts as its first person. */
export function Rail({
  desk,
  me,
  onPerson,
}: Readonly<{ desk: DeskState; me: Person; onPerson: (id: string) => void }>): ReactNode {
  const first = desk.companies.slice(0, SHOWN);
  const own = desk.companies.find(({ teamId }) => teamId === me.teamId);
  const shown = !own || first.includes(own) ? first : [...first.slice(0, -1), own];
  return (
    <nav className="slack-rail" aria-label={`Workspaces, for ${me.name}`}>
      {shown.map(({ teamId, name }) => (
        <button
          key={teamId}
          type="button"
          className="slack-workspace"
          aria-pressed={teamId === me.teamId}
          title={name}
          onClick={() => {
            const person = desk.people.find((one) => one.teamId === teamId && !one.bot);
            if (person && teamId !== me.teamId) onPerson(person.id);
          }}
        >
          <span aria-hidden="true">{name.charAt(0)}</span>
          <span className="hidden">{name}</span>
        </button>
      ))}
    </nav>
  );
}
