import { capturedStep as __durakitCapturedStep } from 'durakit/split-runtime';
import * as kit from 'genkit';
const original = kit.genkit();
const alias = original;
const app = {
  alias
};
export const first = app.alias.defineFlow('first', async (input: {
  id: number;
}) => alias.run('square', __durakitCapturedStep('/step/first/square', () => ({
  input: input == null ? input : {
    id: input.id
  }
}))));
