import { readFileSync } from 'node:fs';

/** A history that was recorded from a real run; names of machines and stacks were taken out. */
export function readHistory(name: string): unknown {
  return JSON.parse(readFileSync(new URL(`./histories/${name}.json`, import.meta.url), 'utf8'));
}
