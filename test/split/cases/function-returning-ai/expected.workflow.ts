import { capturedStep as __durakitCapturedStep } from 'durakit/split-runtime';
import { genkit } from 'genkit';
let instance;
function getAi() {
  return instance ??= genkit();
}
const lazy = () => getAi();
export const flow = lazy().defineFlow('lazy', async (x: number) => getAi().run('double', __durakitCapturedStep('/step/lazy/double', () => ({
  x
}))));
