import { describe, expect, test } from 'vitest';
import { handIn, inChannel, register } from '../support/acts.ts';
import { createWorld, type World } from '../support/world.ts';

/** Acme at noon of the Friday after it began: some things are late, some in review. */
async function lateFriday(): Promise<World> {
  const world = await createWorld();
  const channel = await world.startAcme();
  await register(world, channel);
  await handIn(world, { channel });
  for (const day of ['03', '04', '05']) {
    for (const hour of ['08', '12', '16']) await world.until(`2026-03-${day}T${hour}:30:00Z`);
  }
  await world.until('2026-03-06T11:00:00Z');
  return world;
}

/** The lines of an answer. */
async function asked({ person: { mara } }: World, command: string): Promise<readonly string[]> {
  return ((await mara.command(command)).text ?? '').split('\n');
}

describe('/onboard sla', () => {
  test('shows the clocks of both companies, what is late first, and the rules', async () => {
    const world = await lateFriday();
    const lines = await asked(world, '/onboard sla acme');
    const headings = lines.filter((line) => /\(\d+\)$/.test(line));
    expect(headings).toEqual(['Late (4)', 'Running (1)', 'Standing still (1)']);
    expect(lines).toContain(
      '• Review: Verify company identity and ownership (Dana, Northwind): 1 working day late, was due Wed 4 Mar',
    );
    expect(lines).toContain(
      '• Sign the mutual non-disclosure agreement (Priya, Acme): 2 working hours late, was due Thu 5 Mar',
    );
    expect(lines).toContain(
      '• Write the value narrative and target customers (Priya, Acme): due Mon 9 Mar',
    );
    expect(lines).toContain(
      '• Verify company identity and ownership (Priya, Acme): since Mon 2 Mar: handed in, being reviewed; due Thu 12 Mar if it went on now; first promised for Thu 5 Mar',
    );
    expect(lines.slice(-4)).toEqual([
      'Reminders go out at 50, 75 and 90 % of the time, when it is due, and then again, 1, 2, 3, 5, 8 and 8 working days apart.',
      'When Acme is late: after 4 working hours the owner’s backup; then after 1 working day their partner lead and our partner manager; then after 2 working days our partner manager, our customer success lead and our technical authority; then after 5 working days our executive sponsor and their executive sponsor.',
      'When Northwind is late: after 4 working hours the owner’s backup; then after 1 working day our partner manager; then after 2 working days our partner manager, our customer success lead and our technical authority; then after 5 working days our executive sponsor.',
      'Times are those of Europe/Berlin.',
    ]);
  });

  test('counts a blocker by the hours that its answer has', async () => {
    const world = await createWorld();
    const channel = await world.startAcme();
    const { priya } = world.person;
    await register(world, channel);
    await priya.click({
      ...inChannel(priya, channel, '1 · Qualification'),
      actionId: 'open_blocker',
    });
    await priya.submit({ description: 'No access', waits_for: 'vendor', category: 'access' });
    await world.settle();
    const lines = await asked(world, '/onboard sla acme');
    expect(lines).toContainEqual(
      expect.stringMatching(
        /^• First answer: Access or credentials \(Mara, Northwind\): due Mon 2 Mar 14:0\d$/,
      ),
    );
  });

  test('preview names who will be reminded when', async () => {
    const world = await lateFriday();
    const lines = await asked(world, '/onboard sla preview acme');
    const from = lines.findIndex((line) => line.startsWith('Write the value narrative'));
    expect(lines.slice(from, from + 12)).toEqual([
      'Write the value narrative and target customers (Priya, Acme), due Mon 9 Mar',
      '• Fri 6 Mar 14:01 · 75 % of the time is used: Priya, Mon 9 Mar 09:00 (goes with the next message, the next morning at the latest)',
      '• Mon 9 Mar 13:12 · 90 % of the time is used: Priya',
      '• Mon 9 Mar 18:00 · due: Priya',
      '• Tue 10 Mar 10:00 · reminder 1 after the due date: Priya',
      '• Tue 10 Mar 14:00 · step 1 of the ladder: there is nobody to tell',
      '• Wed 11 Mar 10:00 · step 2 of the ladder: Mara',
      '• Thu 12 Mar 10:00 · reminder 2 after the due date: Priya',
      '• Fri 13 Mar 10:00 · step 3 of the ladder: Theo',
      '• Tue 17 Mar 10:00 · reminder 3 after the due date: Priya',
      '• Fri 20 Mar 10:00 · step 4 of the ladder: there is nobody to tell',
      '• Tue 24 Mar 10:00 · reminder 4 after the due date: Priya',
    ]);
  });

  test('what the preview says is what the log says afterwards', async () => {
    const world = await lateFriday();
    const about = 'Review: Verify company identity and ownership';
    const preview = await asked(world, '/onboard sla preview acme');
    const from = preview.findIndex((line) => line.startsWith(about)) + 1;
    const steps = preview.slice(from, from + 3);
    expect(steps[2]).toContain('Thu 12 Mar');
    for (const day of ['09', '10', '11', '12']) {
      for (const hour of ['08', '12', '16']) await world.until(`2026-03-${day}T${hour}:30:00Z`);
    }
    const log = await asked(world, '/onboard sla log acme');
    for (const step of steps) {
      const [at = '', what = ''] = step.split(' · ');
      expect(log.map((line) => line.split(/, (?:told|not sent)/)[0])).toContain(
        `${at} · ${about}, ${what}`,
      );
    }
  });

  test('log says who was reminded of what, and why not, newest first', async () => {
    const world = await lateFriday();
    const lines = await asked(world, '/onboard sla log acme');
    expect(lines[0]).toBe('Reminders about Acme');
    expect(lines).toContain(
      '• Thu 5 Mar 10:01 · Sign the mutual non-disclosure agreement, 75 % of the time is used: Priya, told Thu 5 Mar 13:30',
    );
    expect(lines).toContain(
      '• Wed 4 Mar 14:42 · Review: Verify company identity and ownership, 90 % of the time is used: a later reminder says more',
    );
    const position = (text: string) => lines.findIndex((line) => line.startsWith(text));
    expect(position('• Fri 6 Mar')).toBe(1);
    expect(position('• Wed 4 Mar')).toBeGreaterThan(position('• Thu 5 Mar'));
  });

  test('of a partner with nothing open says so', async () => {
    const world = await createWorld();
    await world.nameTeam();
    await world.fillStart();
    expect(await asked(world, '/onboard sla acme')).toContain(
      'No clock runs: there is nothing open.',
    );
    expect(await asked(world, '/onboard sla preview acme')).toContain(
      'No clock runs: nobody will be reminded.',
    );
    expect(await asked(world, '/onboard sla log acme')).toContain(
      'Nobody was reminded of anything yet.',
    );
  });

  test.each([
    ['/onboard sla', 'Of which partner?'],
    ['/onboard sla preview', 'Of which partner?'],
    ['/onboard sla LOG', 'Of which partner?'],
    ['/onboard sla prevew acme', 'I know no partner “prevew acme”. Did you mean Acme?'],
  ])('%s is told the three forms', async (typed, says) => {
    const world = await createWorld();
    await world.nameTeam();
    await world.fillStart();
    const { text = '' } = await world.person.mara.command(typed);
    expect(text).toContain(says);
    for (const form of ['sla', 'sla preview', 'sla log']) {
      expect(text).toContain(`\`/onboard ${form} <partner>\``);
    }
  });

  test('is for whoever may see plans', async () => {
    const world = await createWorld();
    await world.nameTeam();
    await world.fillStart();
    const { dana, eva, sam } = world.person;
    for (const form of ['sla', 'sla preview', 'sla log']) {
      expect((await dana.command(`/onboard ${form} acme`)).text).toContain('Only partner managers');
      expect((await eva.command(`/onboard ${form} acme`)).text).toContain('Acme');
      expect((await sam.command(`/onboard ${form} acme`)).text).toContain('Acme');
    }
  });
});
