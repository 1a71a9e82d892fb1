import { capturedStep as __durakitCapturedStep } from 'durakit/split-runtime';
import { genkit } from 'genkit/beta';
const ai = genkit();
const getUser = ai.defineTool({
  name: 'getUser',
  description: 'user'
});
export const support = ai.defineAgent({
  name: 'support',
  system: 'Help.',
  tools: [getUser]
});
export const custom = ai.defineCustomAgent({
  name: 'custom'
}, async (session, {
  sendChunk
}) => {
  await ai.run('audit', __durakitCapturedStep('/step/custom/audit', () => ({})));
  return {
    message: await ai.generate('Hello')
  };
});
