import { styleText } from 'node:util';
import type { SeenMessage } from './slack/index.ts';
import { CAST } from './cast.ts';
import type { Stage } from './stage.ts';
import { playScene, STORY } from './story.ts';

type Place = Readonly<{ title: string; see: () => readonly SeenMessage[] }>;

/** Plays the whole story, and prints what people see of it. */
export async function tellStory(stage: Stage, print: (line: string) => void): Promise<void> {
  print(styleText('bold', 'Partner onboarding: the first week of one partner.'));
  print('Northwind runs the bot; Acme is its new partner. This is what people see.\n');
  const printNews = createPrinter(stage, print);
  for (const scene of STORY) {
    const told = await playScene(stage, scene);
    const when = new Date(scene.at).toLocaleString('en-GB', {
      weekday: 'short',
      hour: '2-digit',
      minute: '2-digit',
      timeZone: 'Europe/Berlin',
    });
    print(styleText('bold', `${when}  ${scene.title}`));
    if (told !== undefined) print(styleText('dim', told.replace(/^/gm, '  ')));
    printNews();
    print('');
  }
}

/** Prints what is new or changed since the last time, place by place, as people see it. */
function createPrinter(stage: Stage, print: (line: string) => void): () => void {
  const shown = new Map<string, SeenMessage>();
  return () => {
    for (const { title, see } of placesOf(stage)) {
      const fresh = see().flatMap((message) => {
        const key = `${title}:${message.ts}`;
        const before = shown.get(key);
        shown.set(key, message);
        if (!before) return [newText(message)];
        // “Tomorrow” becomes “today” without anybody having edited anything.
        const same = JSON.stringify(before.blocks) === JSON.stringify(message.blocks);
        return same ? [] : [changeText(before.text, message.text)];
      });
      if (fresh.length === 0) continue;
      print(styleText('cyan', `  ${title}`));
      for (const text of fresh) print(indent(text));
    }
  };
}

/** The shared channel as the partner sees it, our people's direct messages, the executives' channel. */
function placesOf({ slack, person, executives, dm }: Stage): readonly Place[] {
  const { priya, eva } = person;
  const partner = slack
    .channels()
    .filter(({ isPrivate, memberIds }) => isPrivate && memberIds.includes(CAST.priya));
  const channels = partner.map(({ id, name }): Place => ({
    title: `#${name}, as Priya at Acme sees it`,
    see: () => priya.sees(id),
  }));
  const direct = (['mara', 'dana', 'theo', 'sam'] as const).map((name): Place => ({
    title: `To ${name[0]?.toUpperCase() ?? ''}${name.slice(1)} alone`,
    see: () => {
      const channel = dm(person[name]);
      return channel === undefined ? [] : person[name].sees(channel);
    },
  }));
  return [...channels, ...direct, { title: `#${executives}`, see: () => eva.sees(executives) }];
}

function newText({ text, pinned, threadTs, ts }: SeenMessage): string {
  const place =
    threadTs !== undefined && threadTs !== ts ? '(in the thread) ' : pinned ? '(pinned) ' : '';
  return `${place}${text}`;
}

/** Only the lines that an edit brought: the rest was read before. */
function changeText(before: string, after: string): string {
  const old = new Set(before.split('\n'));
  const [head = '', ...lines] = after.split('\n');
  const changed = lines.filter((line) => !old.has(line));
  return [
    `${head} ${styleText('dim', '(edited in place)')}`,
    ...changed.map((line) => `~ ${line}`),
  ].join('\n');
}

function indent(text: string): string {
  return text
    .split('\n')
    .map((line, index) => `  ${index === 0 ? '┌' : '│'} ${line}`)
    .join('\n');
}
