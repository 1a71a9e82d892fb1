__durakitRegisterSteps(); import { genkit, type Genkit } from 'genkit';
import type { Pool } from 'pg';
import { createPool } from './pool';

class Orders {
  constructor(
    private ai: Genkit,
    private pool: Pool,
  ) {
    this.ai.defineFlow('order', (id: string) => this.order(id));
    this.ai.defineFlow('audit', async (id: string) => {
      return this.ai.run('look', __durakitJournaledStep(async () => this.pool.query('select $1', [id]), { passed: () => ({ 'this.pool': this.pool }) }));
    });
  }

  async order(id: string) {
    const total = await this.ai.run('total', async () => id.length);
    return { id, total };
  }
}

new Orders(genkit({}), createPool());
import { registerStep as __durakitRegisterStep, journaledStep as __durakitJournaledStep } from 'durakit/split-runtime';
function __durakitRegisterSteps() {
  __durakitRegisterStep('/step/Orders.order/total', async ({
    id
  }, {}, ...__durakitArguments) => {
    const __durakitResult = await (async () => id.length)(...__durakitArguments);
    return {
      result: __durakitResult
    };
  });
}
