import { capturedStep as __durakitCapturedStep } from 'durakit/split-runtime';
import { ai } from './ai';
import { load as loadOther } from './other';
import { recipe } from './zoo';
export async function load(id: string) {
  const first = await ai.run('fetch', __durakitCapturedStep('/step/app#load/fetch', () => ({
    id
  })));
  const second = await ai.run('fetch', __durakitCapturedStep('/step/app#load/fetch#2', () => ({
    first
  })));
  return ai.run('only here', __durakitCapturedStep('/step/load/only here', () => ({
    second
  })));
}
export async function recipes(id: string) {
  return ai.run('fetch', __durakitCapturedStep('/step/app#recipes/fetch', () => ({
    id
  })));
}
async function hidden(id: string) {
  return ai.run('fetch', __durakitCapturedStep('/step/app/fetch', () => ({
    id
  })));
}
export const flow = ai.defineFlow('other', async (id: string) => [await ai.run('fetch', __durakitCapturedStep('/step/other/fetch', () => ({
  id
}))), await load(id), await loadOther(id), await hidden(id), await recipe(id)]);
