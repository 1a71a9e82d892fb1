import { ai } from './ai';
import { load as loadOther } from './other';
import { recipe } from './zoo';

export async function load(id: string) {
  const first = await ai.run('fetch', async () => id);
  const second = await ai.run('fetch', async () => first);
  return ai.run('only here', async () => second);
}

export async function recipes(id: string) {
  return ai.run('fetch', async () => id);
}

async function hidden(id: string) {
  return ai.run('fetch', async () => id);
}

export const flow = ai.defineFlow('other', async (id: string) => [
  await ai.run('fetch', async () => id),
  await load(id),
  await loadOther(id),
  await hidden(id),
  await recipe(id),
]);
