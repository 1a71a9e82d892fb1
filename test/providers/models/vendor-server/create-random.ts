/** Numbers from 0 to below 1 that are the same for the same seed (mulberry32). */
export function createRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

/** A seed from a text. */
export function toSeed(text: string): number {
  let seed = 2166136261;
  for (const character of text) seed = Math.imul(seed ^ (character.codePointAt(0) ?? 0), 16777619);
  return seed >>> 0;
}

/** Cuts something into pieces of 1 to `longest` elements. */
export function cutAtRandom<T extends { readonly length: number; slice(start: number, end: number): T }>(
  whole: T,
  random: () => number,
  longest: number,
): T[] {
  const pieces: T[] = [];
  for (let start = 0; start < whole.length;) {
    const end = start + 1 + Math.floor(random() * longest);
    pieces.push(whole.slice(start, end));
    start = end;
  }
  return pieces;
}
