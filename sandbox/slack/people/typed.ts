import type { World } from '../store/world.ts';

/** Tokens a test may type itself: mentions, channels, links. */
const TOKEN = /^<[@#!h][^<>]*>$/;
const EMAIL = /^[^\s@<>]+@[^\s@<>]+\.[^\s@<>]+$/;

export function escapeText(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

function escapeWord(world: World, word: string): string {
  if (TOKEN.test(word)) return word;
  if (EMAIL.test(word)) return `<mailto:${word}|${word}>`;
  if (/^https?:\/\/\S+$/.test(word)) return `<${escapeText(word)}>`;
  const [, mark, name = ''] = /^([@#])([\w.-]+)$/.exec(word) ?? [];
  if (mark === '@') {
    const user = [...world.people.values()].find((each) => each.handle === name);
    if (user !== undefined) return `<@${user.id}|${user.handle}>`;
  }
  if (mark === '#') {
    const channel = [...world.channels.values()].find((each) => each.name === name);
    if (channel !== undefined) return `<#${channel.id}|${channel.name}>`;
  }
  return escapeText(word);
}

/** What somebody typed, with mentions, channels, links and addresses as tokens. */
export function escapeTyped(world: World, text: string): string {
  return text
    .split(/(\s+)/)
    .map((word) => escapeWord(world, word))
    .join('');
}
