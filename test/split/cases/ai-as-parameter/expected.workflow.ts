import { capturedStep as __durakitCapturedStep } from 'durakit/split-runtime';
import { genkit } from 'durakit';
function defineAll(engine, database) {
  engine.defineTool({
    name: 'count',
    description: 'counts'
  });
  return engine.defineFlow('total', async (limit: number) => {
    return engine.run('sum', __durakitCapturedStep('/step/total/sum', () => ({
      limit
    })));
  });
}
const ai = genkit();
export const total = defineAll(ai);
