import { capturedStep as __durakitCapturedStep } from 'durakit/split-runtime';
import { genkit } from 'durakit';
const ai = genkit();
export const tree = ai.defineFlow('tree', async (input: {
  depth: number;
  name: string;
}) => {
  const {
    name
  } = input;
  const format = (values: string[]) => values.join();
  const lines = await ai.run('walk', __durakitCapturedStep('/step/tree/walk', () => ({
    input: input == null ? input : {
      depth: input.depth
    },
    name
  })));
  return format(lines);
});
