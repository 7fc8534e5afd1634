import { describe, expect, test } from 'vitest';
import { MAX_FILE_BYTES, readEvidence, type HandedIn } from '../../src/domain/evidence.ts';
import { FieldSchema, readField, type FieldSpec } from '../../src/domain/field.ts';
import { aFile } from '../support/builders.ts';

const field = (kind: FieldSpec['kind'], overrides: Partial<FieldSpec> = {}): FieldSpec => ({
  id: kind,
  label: `The ${kind}`,
  kind,
  optional: false,
  ...(kind === 'choice' && { choices: ['One', 'Two'] }),
  ...overrides,
});

describe('what is entered in a field', () => {
  test.each<[special: string, kind: FieldSpec['kind'], typed: string, kept: string]>([
    ['a text', 'text', 'Acme Lda', 'Acme Lda'],
    ['the longest text', 'text', 'x'.repeat(500), 'x'.repeat(500)],
    ['a link', 'url', 'https://acme.example/a?b=c', 'https://acme.example/a?b=c'],
    ['a link without encryption', 'url', 'http://acme.example', 'http://acme.example'],
    ['a link in capitals', 'url', 'HTTPS://acme.example', 'HTTPS://acme.example'],
    ['a leap day', 'date', '2028-02-29', '2028-02-29'],
    ['a number', 'number', '12', '12'],
    ['a decimal', 'number', '12.5', '12.5'],
    ['zeros that say nothing', 'number', '0012.500', '12.5'],
    ['zeros that say something', 'number', '1200', '1200'],
    ['a point at the end', 'number', '12.', '12'],
    ['a point at the beginning', 'number', '.5', '0.5'],
    ['a plus', 'number', '+3', '3'],
    ['a minus', 'number', '-3.10', '-3.1'],
    ['nothing below zero', 'number', '-0.00', '0'],
    [
      'more digits than a computer keeps',
      'number',
      '12345678901234567890.1',
      '12345678901234567890.1',
    ],
    ['a choice', 'choice', 'Two', 'Two'],
    ['a tick', 'attestation', 'confirmed', 'confirmed'],
  ])('%s is kept', (_special, kind, typed, kept) => {
    expect(readField(field(kind), typed)).toEqual({ ok: true, value: kept });
  });

  const NO_LINK = 'Give a link that starts with https:// or http://';
  const NO_NUMBER = 'Give a number in digits, like 12 or 12.5';
  test.each<[special: string, kind: FieldSpec['kind'], typed: string, why: string]>([
    [
      'a text of 501 characters',
      'text',
      'x'.repeat(501),
      'At most 500 characters. Put more into a document.',
    ],
    ['no address', 'url', 'acme.example', NO_LINK],
    ['a link that runs', 'url', 'javascript:alert(1)', NO_LINK],
    ['a file transfer', 'url', 'ftp://acme.example', NO_LINK],
    ['a link without slashes', 'url', 'https:acme.example', NO_LINK],
    ['a link with a space in it', 'url', 'https://acme.example/a b', NO_LINK],
    [
      'a user in it',
      'url',
      'https://slack.com@evil.example',
      'Give the link without a user name in it.',
    ],
    [
      'a link of 2001 characters',
      'url',
      `https://acme.example/${'x'.repeat(1980)}`,
      'This link is too long. Shorten it.',
    ],
    ['a day that there is not', 'date', '2026-02-30', 'Choose a day'],
    ['a day as people write it', 'date', '20.2.2026', 'Choose a day'],
    ['words for a number', 'number', 'twelve', NO_NUMBER],
    ['a comma, which may mean two things', 'number', '1,200', NO_NUMBER],
    ['two points', 'number', '1.2.3', NO_NUMBER],
    ['a point alone', 'number', '.', NO_NUMBER],
    ['a power', 'number', '1e9', NO_NUMBER],
    ['no end of digits', 'number', '9'.repeat(31), 'This number is too long. Round it.'],
    ['what is not offered', 'choice', 'Three', 'Choose one'],
    [
      'no tick',
      'attestation',
      'yes',
      'Tick this to confirm it, or press “I’m blocked” to say why you cannot.',
    ],
  ])('%s is told', (_special, kind, typed, why) => {
    expect(readField(field(kind), typed)).toEqual({ ok: false, why });
    expect(readField(field(kind, { optional: true }), typed)).toEqual({ ok: false, why });
  });

  test.each<FieldSpec['kind']>(['text', 'url', 'date', 'number', 'choice', 'attestation'])(
    'a %s that is left out is told where it is required, and only there',
    (kind) => {
      expect(readField(field(kind), '').ok).toBe(false);
      expect(readField(field(kind, { optional: true }), '')).toEqual({ ok: true, value: '' });
    },
  );
});

describe('the evidence of an item with fields', () => {
  const nothing: HandedIn = { note: null, link: null, files: [], entries: new Map() };
  const files = (...list: ReturnType<typeof aFile>[]) =>
    readEvidence([field('file')], {
      ...nothing,
      entries: new Map([['file', { typed: '', files: list }]]),
    });

  test('has every file under its field', () => {
    const two = [aFile({ id: 'F1' }), aFile({ id: 'F2' })];
    expect(files(...two)).toEqual({
      kind: 'complete',
      proof: {
        note: null,
        link: null,
        files: two,
        answers: [
          { id: 'file', label: 'The file', value: 'F1' },
          { id: 'file', label: 'The file', value: 'F2' },
        ],
      },
    });
  });

  const why = (result: ReturnType<typeof readEvidence>) =>
    result.kind === 'wrong' ? result.wrong : [];
  const told = (text: string) => [{ id: 'file', label: 'The file', why: text }];

  test('takes files up to the limits, and tells what is beyond', () => {
    const five = Array.from({ length: 5 }, (_, nth) => aFile({ id: `F${nth}` }));
    const limit = aFile({ sizeBytes: MAX_FILE_BYTES });
    const large = aFile({ name: 'film.mp4', sizeBytes: MAX_FILE_BYTES + 1 });
    expect(why(files(...five))).toEqual([]);
    expect(why(files(limit))).toEqual([]);
    expect(why(files(aFile({ sizeBytes: null })))).toEqual([]);
    expect(why(files(...five, limit))).toEqual(told('At most 5 files'));
    expect(why(files(large))).toEqual(told('Larger than 10 MB: film.mp4. Attach smaller ones.'));
  });

  test('wants something, even when no single field is required', () => {
    const optional = [field('text', { optional: true }), field('date', { optional: true })];
    expect(why(readEvidence(optional, nothing))).toEqual([
      { id: 'text', label: 'The text', why: 'Fill in at least one field, or write a note.' },
    ]);
    expect(why(readEvidence(optional, { ...nothing, note: 'See the register' }))).toEqual([]);
    expect(why(readEvidence([], nothing))).toEqual([
      { id: null, label: '', why: 'Hand in a text, a link or a file.' },
    ]);
  });
});

describe('the choices of a field', () => {
  const choices = (...list: string[]) =>
    FieldSchema.safeParse({ id: 'size', label: 'Size', kind: 'choice', choices: list }).success;

  test.each<[special: string, list: string[], fine: boolean]>([
    ['two', ['Small', 'Large'], true],
    ['ten of 75 characters', Array.from({ length: 10 }, (_, nth) => `${nth}`.repeat(75)), true],
    ['in another script', ['小さい', 'Große'], true],
    ['one', ['Small'], false],
    ['eleven', Array.from({ length: 11 }, (_, nth) => `Size ${nth}`), false],
    ['one of 76 characters', ['Small', 'x'.repeat(76)], false],
    ['the same twice', ['Small', 'Small '], false],
    ['what nobody can see', ['Small', 'La\u200brge'], false],
  ])('%s: %j', (_special, list, fine) => {
    expect(choices(...list)).toBe(fine);
  });
});
