import { genkit } from 'genkit';
const ai = genkit();
export const tool = ai.defineTool({
  name: 'tool'
});
export const flow = ai.defineFlow({
  name: 'flow'
}, async () => ai.generate('Hello'));
