import { createRandom } from '../providers/models/vendor-server/create-random.ts';

type Random = () => number;

const TEXTS = [
  '',
  'a',
  'b',
  'ab',
  '10',
  '9',
  '__proto__',
  'é',
  'e\u0301',
  '\u0000',
  '\ud800',
  '\udc00',
  '😀',
  '"',
  '\\',
  '\n',
  '\u2028',
  '\ufb33',
];
const NUMBERS = [0, 1, -1, 0.1, 1e21, 1e-7, 9_007_199_254_740_993, Number.MAX_VALUE, Number.MIN_VALUE];

/** A JSON value of up to four levels, with the keys and texts that are trouble. The same for the same seed. */
export function createRandomJson(seed: number): unknown {
  return createValue(createRandom(seed), 4);
}

/** The same value with the keys of each object in another order. */
export function shuffleKeys(value: unknown, seed: number): unknown {
  return shuffle(value, createRandom(seed));
}

function createValue(random: Random, levels: number): unknown {
  const kind = Math.floor(random() * (levels > 0 ? 6 : 4));
  const length = Math.floor(random() * 5);
  if (kind === 0) return pick([null, true, false], random);
  if (kind === 1) return pick(NUMBERS, random);
  if (kind < 4) return Array.from({ length }, () => pick(TEXTS, random)).join('');
  if (kind === 4) return Array.from({ length }, () => createValue(random, levels - 1));
  return Object.fromEntries(Array.from({ length }, () => [pick(TEXTS, random) + pick(TEXTS, random), createValue(random, levels - 1)]));
}

function shuffle(value: unknown, random: Random): unknown {
  if (Array.isArray(value)) return value.map((item) => shuffle(item, random));
  if (typeof value !== 'object' || value === null) return value;
  const members = Object.entries(value).map(([key, member]) => ({ key, member: shuffle(member, random), place: random() }));
  return Object.fromEntries(members.sort((left, right) => left.place - right.place).map(({ key, member }) => [key, member]));
}

function pick<T>(values: readonly T[], random: Random): T {
  return values[Math.floor(random() * values.length)] as T;
}
