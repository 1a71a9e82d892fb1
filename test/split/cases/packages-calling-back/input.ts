import { genkit } from 'genkit';
import { genkitPlugin } from 'genkit/plugin';
import { generateMiddleware } from 'genkit/beta';
import { startFlowServer } from '@genkit-ai/express';

const plugin = genkitPlugin('local', async (app) => {
  app.defineModel({ name: 'local/echo' }, async (request) => fetch(request));
});
const timing = generateMiddleware({ name: 'timing' }, ({ ai: app, config }) => ({
  generate: async (request, next) => app.run('timing', async () => config) && next(request),
}));

function main() {
  const ai = genkit({ plugins: [plugin] });
  const flow = ai.defineFlow('flow', async (input: string) => {
    const list = new List();
    list.add(input);
    return ai.generate({ prompt: list.items.join(), use: [timing()] });
  });
  startFlowServer({ flows: [flow] });
}

class List {
  items: string[] = [];
  add(item: string) {
    this.items.push(item);
  }
}

main();
