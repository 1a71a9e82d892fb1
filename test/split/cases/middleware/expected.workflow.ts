import { capturedStep as __durakitCapturedStep, capturedSchema as __durakitCapturedSchema } from 'durakit/split-runtime';
import { genkit, generateMiddleware } from 'genkit/beta';
const ai = genkit();
const quiet = async (request, next) => next({
  ...request,
  config: {
    temperature: 0
  }
});
export const files = ai.defineMiddleware({
  name: 'files'
}, ({
  config,
  ai: own
}) => ({
  tool: async (part, context, next) => next(part),
  generate: async (envelope, context, next) => {
    await own.run('note', __durakitCapturedStep('/step/files/note', () => ({})));
    return next(envelope);
  },
  tools: [ai.dynamicTool({
    name: 'read',
    description: 'reads',
    inputSchema: __durakitCapturedSchema('/schema/app#files/1')
  }, __durakitCapturedStep('/step/files/read', () => ({
    config: config == null ? config : {
      root: config.root
    }
  })))]
}));
const bare = generateMiddleware({
  name: 'bare',
  configSchema: __durakitCapturedSchema('/schema/app/1')
}, ({
  config
}) => ({
  model: async (request, context, next) => config.loud ? next(request) : next(request)
}));
export const menu = ai.defineFlow('menu', async (theme: string) => {
  const seen: string[] = [];
  return ai.generate({
    prompt: theme,
    use: [quiet, (request, next) => next(request), files({
      root: '.'
    }), bare({
      loud: true
    })],
    onChunk: chunk => seen.push(chunk.text)
  });
});
