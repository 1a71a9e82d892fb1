import { capturedStep as __durakitCapturedStep } from 'durakit/split-runtime';
import { genkit } from 'genkit';
import { generateMiddleware } from 'genkit/beta';
const timing = generateMiddleware({
  name: 'timing'
}, ({
  ai: app,
  config
}) => ({
  generate: async (request, next) => app.run('timing', __durakitCapturedStep('/step/app/timing', () => ({
    config
  }))) && next(request)
}));
function main() {
  const ai = genkit();
  const flow = ai.defineFlow('flow', async (input: string) => {
    const list = new List();
    list.add(input);
    return ai.generate({
      prompt: list.items.join(),
      use: [timing()]
    });
  });
}
class List {
  items: string[] = [];
  add(item: string) {
    this.items.push(item);
  }
}
main();
