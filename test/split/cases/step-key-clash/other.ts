import { ai } from './ai';

export async function load(id: string) {
  const hidden = async () => ai.run('fetch', async () => id);
  return hidden();
}

async function local(id: string) {
  return ai.run('fetch', async () => id);
}
