import type { Genkit } from 'genkit';
import { readFile } from 'node:fs/promises';
export async function load(ai: Genkit, path: string) {
  return ai.run('load', async () => readFile(path, 'utf8'));
}
export const readNow = async (path: string) => readFile(path, 'utf8');
