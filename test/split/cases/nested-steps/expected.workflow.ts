import { capturedStep as __durakitCapturedStep } from 'durakit/split-runtime';
import { genkit } from 'durakit';
const ai = genkit();
export const flow = ai.defineFlow('flow', async (input: string) => {
  return ai.run('outer', __durakitCapturedStep('/step/flow/outer', () => ({
    input
  })));
});
export const tool = ai.defineTool({
  name: 'tool',
  description: 'a tool'
});
