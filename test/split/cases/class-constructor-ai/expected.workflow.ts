import { capturedStep as __durakitCapturedStep } from 'durakit/split-runtime';
import { genkit } from 'genkit';
import { createPool } from './pool';
class Orders {
  constructor(private ai: Genkit, private pool: Pool) {
    this.ai.defineFlow('order', (id: string) => this.order(id));
    this.ai.defineFlow({
      name: 'audit',
      durability: 'journal'
    });
  }
  async order(id: string) {
    const total = await this.ai.run('total', __durakitCapturedStep('/step/Orders.order/total', () => ({
      id: id == null ? id : {
        length: id.length
      }
    })));
    return {
      id,
      total
    };
  }
}
new Orders(genkit(), createPool());
