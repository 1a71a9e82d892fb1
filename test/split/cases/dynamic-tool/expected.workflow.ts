import { capturedStep as __durakitCapturedStep, capturedSchema as __durakitCapturedSchema } from 'durakit/split-runtime';
import { genkit } from 'genkit/beta';
const ai = genkit();
export const research = ai.defineFlow('research', async (tenant: string) => {
  const find = ai.dynamicTool({
    name: 'find',
    description: 'finds',
    inputSchema: __durakitCapturedSchema('/schema/research/1')
  }, __durakitCapturedStep('/step/research/find', () => ({
    tenant
  })));
  return ai.generate({
    prompt: 'go',
    tools: [find, ai.tool({
      name: 'ask',
      description: 'asks'
    })]
  });
});
