import { capturedStep as __durakitCapturedStep } from 'durakit/split-runtime';
import { genkit } from 'durakit';
const ai = genkit();
export async function loadAll(id: string) {
  return ai.run('load', __durakitCapturedStep('/step/loadAll/load', () => ({
    id
  })));
}
async function hidden(id: string) {
  return ai.run('load', __durakitCapturedStep('/step/app/load', () => ({
    id
  })));
}
export const service = {
  async fetchOne(id: string) {
    return ai.run('load', __durakitCapturedStep('/step/service.fetchOne/load', () => ({
      id
    })));
  }
};
export class Store {
  async read(id: string) {
    return ai.run('load', __durakitCapturedStep('/step/Store.read/load', () => ({
      id
    })));
  }
}
export default async (id: string) => ai.run('load', __durakitCapturedStep('/step/default/load', () => ({
  id
})));
export const flow = ai.defineFlow('outer', async (id: string) => {
  const inner = async () => ai.run('load', __durakitCapturedStep('/step/outer/load', () => ({
    id
  })));
  return [await inner(), await hidden(id), await loadAll(id), await service.fetchOne(id), await new Store().read(id)];
});
