import type { Company, CompanySpec, PersonCard, PersonSpec } from '../types.ts';
import { companyOf, type User, type World } from './world.ts';

type Directory = Pick<World, 'companies' | 'people'>;

/** Registers a person. @throws Error when somebody has their id */
export function addPerson({ people }: Directory, person: PersonSpec, teamId: string): void {
  if (people.has(person.id)) throw new Error(`Two people have the id ${person.id}`);
  const handle = person.name.toLowerCase().split(/\s+/)[0] ?? person.id.toLowerCase();
  people.set(person.id, { ...person, teamId, handle });
}

/** Registers a company with its people, or nothing of it. @throws Error when an id is taken */
export function addCompany(directory: Directory, company: CompanySpec): void {
  const { companies, people } = directory;
  if (companies.has(company.teamId)) {
    throw new Error(`Two companies have the id ${company.teamId}`);
  }
  const added: Directory = { companies, people: new Map(people) };
  for (const person of company.people) addPerson(added, person, company.teamId);
  for (const [id, person] of added.people) people.set(id, person);
  companies.set(company.teamId, company);
}

export function listCompanies({ companies, host }: World): Company[] {
  return [...companies.values()].map(({ teamId, name, domain }) => ({
    teamId,
    name,
    domain,
    isHost: teamId === host.teamId,
  }));
}

function cardOf(world: World, user: User): PersonCard {
  return {
    id: user.id,
    name: user.name,
    teamId: user.teamId,
    companyName: companyOf(world, user.teamId).name,
    zone: user.zone,
    ...(user.title !== undefined && { title: user.title }),
    admin: user.admin === true,
    guest: user.guest === true,
    bot: user.bot === true,
  };
}

export function listPeople(world: World): PersonCard[] {
  return [...world.people.values()].map((each) => cardOf(world, each));
}
