__durakitRegisterSteps(); import { genkit, z } from 'genkit/beta';
import { search } from './search';

const ai = genkit({});

export const research = ai.defineFlow('research', async (tenant: string) => {
  const find = ai.dynamicTool({ name: 'find', description: 'finds', inputSchema: z.object({ text: z.string() }) }, async ({ text }, { context }) => search(tenant, text, context));
  return ai.generate({ prompt: 'go', tools: [find, ai.tool({ name: 'ask', description: 'asks' })] });
});
import { registerStep as __durakitRegisterStep, registerSchema as __durakitRegisterSchema } from 'durakit/split-runtime';
function __durakitRegisterSteps() {
  __durakitRegisterStep('/step/research/find', async ({
    tenant
  }, {}, ...__durakitArguments) => {
    const __durakitResult = await (async ({
      text
    }, {
      context
    }) => search(tenant, text, context))(...__durakitArguments);
    return {
      result: __durakitResult
    };
  });
  __durakitRegisterSchema('/schema/research/1', () => z.object({
    text: z.string()
  }));
}
