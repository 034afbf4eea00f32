import { DANGEROUS_TEXTS, PIECES } from './dangerous-texts';

/** A number from 0 up to below a limit. */
export type Random = (limit: number) => number;

const LARGEST = 2 ** 31 - 1;

/** Numbers that look random and are the same in each run (Park and Miller's generator). */
export function randomFrom(seed: number): Random {
  let state = seed % LARGEST || 1;
  return (limit) => {
    state = (state * 48_271) % LARGEST;
    return Math.floor((state / LARGEST) * limit);
  };
}

/** A text as a value, as an item of a list, as a key, and as a document. */
export function placesOf(text: string): unknown[] {
  return [
    { value: text, next: text },
    { inList: [text, [text, { [text]: text }], { name: text }, text] },
    { [text]: 'a', b: { [text]: { [text]: [text] } } },
    text,
    [text, [[text]]],
  ];
}

const NUMBERS = [
  0, -0, 1, -1, 7, 8080, 0.1, -2.5, 1e3, 1e21, 1.5e21, 1e-7, 1.5e-7, 2 ** 53, -(2 ** 53), 2 ** 31, 2 ** 63, 2 ** 64,
  1e20, 5e-324, Number.MAX_VALUE, 123456789.125, 12345678901234567890n,
];

/** Documents of every dangerous text in every place, and as many random ones. */
export function* dangerousDocuments(seed: number, count: number): Generator<unknown> {
  for (const text of DANGEROUS_TEXTS) yield* placesOf(text);
  yield* NUMBERS;
  yield { numbers: NUMBERS, map: Object.fromEntries(NUMBERS.map((n) => [`${n}`, n])) };
  const random = randomFrom(seed);
  for (let i = 0; i < count; i++) yield randomValue(random, 4);
}

function randomText(random: Random): string {
  if (random(4) === 0) return DANGEROUS_TEXTS[random(DANGEROUS_TEXTS.length)];
  let text = '';
  for (let left = 1 + random(random(5) === 0 ? 12 : 5); left > 0; left--) text += PIECES[random(PIECES.length)];
  return text;
}

function randomValue(random: Random, depth: number): unknown {
  const kind = depth === 0 ? random(6) : random(11);
  if (kind < 4) return randomText(random);
  if (kind === 4) return [null, undefined, true, false, [], {}][random(6)];
  if (kind === 5) return NUMBERS[random(NUMBERS.length)];
  const parts = Array.from({ length: random(5) }, () => randomValue(random, depth - 1));
  return kind < 8 ? parts : withKeys(parts, random);
}

/** Two keys that are one in a file would be no document. */
function withKeys(parts: readonly unknown[], random: Random): Record<string, unknown> {
  const byKey = new Map<string, [string, unknown]>();
  for (const part of parts) {
    const key = randomText(random);
    byKey.set(wellFormed(key), [key, part]);
  }
  return Object.fromEntries(byKey.values());
}

/** What every reader must find in a document: what JSON has for it, in well-formed Unicode. */
export function meaningOf(value: unknown): unknown {
  if (value === undefined) return null;
  if (typeof value === 'string') return wellFormed(value);
  if (typeof value === 'number') return value === 0 ? 0 : value;
  if (typeof value === 'bigint') return Number(value);
  if (Array.isArray(value)) return value.map(meaningOf);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(([key, part]): [string, unknown] => [wellFormed(key), meaningOf(part)]);
  return Object.fromEntries(entries);
}

/** Half of a surrogate pair is no character, so no file can hold it. */
function wellFormed(text: string): string {
  return text.replace(/\p{Surrogate}/gu, '\ufffd');
}
