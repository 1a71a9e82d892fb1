__durakitRegisterSteps(); import { readFile } from 'node:fs/promises';
import { genkit, generateMiddleware, z } from 'genkit/beta';

const ai = genkit({});

const quiet = async (request, next) => next({ ...request, config: { temperature: 0 } });

export const files = ai.defineMiddleware({ name: 'files', configSchema: z.object({ root: z.string() }) }, ({ config, ai: own }) => ({
  tool: async (part, context, next) => next(part),
  generate: async (envelope, context, next) => {
    await own.run('note', async () => readFile('note.txt', 'utf8'));
    return next(envelope);
  },
  tools: [ai.dynamicTool({ name: 'read', description: 'reads', inputSchema: z.string() }, __durakitJournaledStep(async (name) => readFile(`${config.root}/${name}`, 'utf8'), { passed: () => ({ config }) }))],
}));

const bare = generateMiddleware({ name: 'bare', configSchema: z.object({ loud: z.boolean() }) }, ({ config }) => ({
  model: async (request, context, next) => (config.loud ? next(request) : next(request)),
}));

export const menu = ai.defineFlow('menu', async (theme: string) => {
  const seen: string[] = [];
  return ai.generate({
    prompt: theme,
    use: [quiet, (request, next) => next(request), files({ root: '.' }), bare({ loud: true })],
    onChunk: (chunk) => seen.push(chunk.text),
  });
});
import { registerStep as __durakitRegisterStep, registerSchema as __durakitRegisterSchema, journaledStep as __durakitJournaledStep } from 'durakit/split-runtime';
function __durakitRegisterSteps() {
  __durakitRegisterStep('/step/files/note', async (__durakitCaptured, {}, ...__durakitArguments) => {
    const __durakitResult = await (async () => readFile('note.txt', 'utf8'))(...__durakitArguments);
    return {
      result: __durakitResult
    };
  });
  __durakitRegisterStep('/step/files/read', async ({
    config
  }, {}, ...__durakitArguments) => {
    const __durakitResult = await (async name => readFile(`${config.root}/${name}`, 'utf8'))(...__durakitArguments);
    return {
      result: __durakitResult
    };
  });
  __durakitRegisterSchema('/schema/app#files/1', () => z.string());
  __durakitRegisterSchema('/schema/app/1', () => z.object({
    loud: z.boolean()
  }));
}
