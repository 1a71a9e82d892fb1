import { genkit } from 'durakit';

const ai = genkit({});

export async function loadAll(id: string) {
  return ai.run('load', async () => id);
}

async function hidden(id: string) {
  return ai.run('load', async () => id);
}

export const service = {
  async fetchOne(id: string) {
    return ai.run('load', async () => id);
  },
};

export class Store {
  async read(id: string) {
    return ai.run('load', async () => id);
  }
}

export default async (id: string) => ai.run('load', async () => id);

export const flow = ai.defineFlow('outer', async (id: string) => {
  const inner = async () => ai.run('load', async () => id);
  return [await inner(), await hidden(id), await loadAll(id), await service.fetchOne(id), await new Store().read(id)];
});
