import { describe, expect, test } from 'vitest';
import {
  domainOf,
  holderOf,
  reviewersFor,
  type Contact,
  type People,
} from '../../src/domain/contact.ts';
import { asId } from '../../src/domain/ids.ts';
import { channelNameFor, channelTeam } from '../../src/domain/onboarding.ts';
import { aColleague, aPartnerContact, DANA, MARA, PRIYA } from '../support/builders.ts';

const [THEO, OMAR] = [asId('contact', 'con_theo'), asId('contact', 'con_omar')];
const mara = aColleague({ id: MARA, roles: ['manager'] });
const dana = aColleague({ id: DANA, slackUserId: 'U0DANA0001', roles: ['v.legal'] });
const theo = aColleague({ id: THEO, slackUserId: 'U0THEO0001', roles: ['admin'] });
const priya = aPartnerContact({ id: PRIYA, roles: ['p.lead'] });
const omar = aPartnerContact({ id: OMAR, roles: ['p.sec'] });
const everybody: People = { manager: mara, team: [mara, dana, theo], contacts: [omar, priya] };

describe('who answers for a role', () => {
  test.each<[special: string, role: string, people: Partial<People>, holder: Contact | undefined]>([
    ['ours, named', 'v.legal', {}, dana],
    ['ours, named for nobody', 'v.fin', {}, mara],
    ['the manager of this partner', 'v.pm', { team: [{ ...dana, roles: ['v.pm'] }] }, mara],
    ['theirs, named', 'p.sec', {}, omar],
    ['theirs, named for nobody', 'p.fin', {}, priya],
    ['theirs, without a lead', 'p.fin', { contacts: [omar] }, omar],
    ['theirs, before anybody is there', 'p.fin', { contacts: [] }, undefined],
  ])('%s', (_special, role, people, holder) => {
    expect(holderOf(role, { ...everybody, ...people })).toBe(holder);
  });
});

describe('who may judge', () => {
  const guest = { standing: 'guest' } as const;
  test.each<
    [special: string, role: string, submitter: Contact, people: Partial<People>, who: Contact[]]
  >([
    ['whoever is named', 'v.legal', priya, {}, [dana]],
    ['not who handed it in', 'v.legal', dana, {}, [mara]],
    ['the manager when nobody is named', 'v.fin', priya, {}, [mara]],
    ['an admin when the manager handed it in', 'v.pm', mara, {}, [theo]],
    ['nobody when nobody else is there', 'v.pm', mara, { team: [mara] }, []],
    ['not a guest', 'v.legal', priya, { team: [mara, { ...dana, ...guest }] }, [mara]],
    [
      'not who is unchecked',
      'v.legal',
      priya,
      { team: [{ ...dana, standing: 'unchecked' }] },
      [mara],
    ],
  ])('%s', (_special, role, submitter, people, who) => {
    expect(reviewersFor(role, { ...everybody, ...people }, submitter.id)).toEqual(who);
  });
});

test('the channel gets the manager, then whoever of ours has a role and an account', () => {
  const unknown = aColleague({ id: OMAR, slackUserId: null, roles: ['v.sec'] });
  const guest = aColleague({ id: PRIYA, standing: 'guest', roles: ['v.fin'] });
  const team = [dana, theo, mara, unknown, guest];
  expect(channelTeam({ ...everybody, team })).toEqual([mara, dana]);
});

test.each<[special: string, name: string, channel: string]>([
  ['a plain name', 'Acme', 'onboard-acme-000abc'],
  ['spaces and signs', ' Müller & Söhne, GmbH! ', 'onboard-muller-sohne-gmbh-000abc'],
  ['letters that Slack does not take', '株式会社', 'onboard-000abc'],
  ['eighty characters', 'x'.repeat(80), `onboard-${'x'.repeat(60)}-000abc`],
])('the channel of %s', (_special, name, channel) => {
  expect(channelNameFor(name, asId('partner', 'par_000000abc'))).toBe(channel);
  expect(channel).toMatch(/^[a-z0-9-]{1,80}$/);
});

test.each([
  ['priya@acme.example', 'acme.example'],
  ['Priya@Mail.ACME.Example', 'mail.acme.example'],
  ['"a@b"@acme.example', 'acme.example'],
])('the company of %s is %s', (email, domain) => {
  expect(domainOf(email)).toBe(domain);
});
