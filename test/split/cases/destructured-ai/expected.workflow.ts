import { capturedStep as __durakitCapturedStep } from 'durakit/split-runtime';
import { genkit } from 'durakit';
const {
  run,
  defineTool: dt,
  defineFlow
} = genkit();
dt({
  name: 'lookUp',
  description: 'finds a row'
});
export const lookUp = defineFlow({
  name: 'look-up'
}, async (id: string) => {
  return run('find', __durakitCapturedStep('/step/look-up/find', () => ({
    id
  })));
});
