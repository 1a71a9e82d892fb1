import { capturedStep as __durakitCapturedStep } from 'durakit/split-runtime';
import { genkit } from 'genkit';
const ai = genkit();
function createFlows(folder: string) {
  const pool = undefined;
  ai.defineTool({
    name: 'rules',
    description: 'rules'
  });
  return ai.defineFlow('query', async (id: string) => {
    return ai.run('query', __durakitCapturedStep('/step/query/query', () => ({
      id
    })));
  });
}
export class Catalog {
  pool;
  readonly limit = 10;
  constructor() {
    this.rules = undefined;
    ai.defineFlow('catalog', async (id: string) => [id, this.limit]);
  }
  rules: string;
  async find(id: string) {
    throw new Error('The method find needs Node: call it in a step.');
  }
}
export const query = createFlows('data');
export const catalog = new Catalog();
