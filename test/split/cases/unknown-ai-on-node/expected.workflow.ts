import { capturedStep as __durakitCapturedStep } from 'durakit/split-runtime';
import { genkit } from 'durakit';
const ai = genkit();
export const tool = ai.defineTool({
  name: 'tool',
  description: 'tool'
});
export const journaled = ai.defineFlow({
  name: 'journaled',
  durability: 'journal'
});
export const sandboxed = ai.defineFlow('sandboxed', async (id: string) => ai.run('plain', __durakitCapturedStep('/step/sandboxed/plain', () => ({
  id
}))));
