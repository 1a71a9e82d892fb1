import { genkit, type Genkit } from 'genkit';
import type { Pool } from 'pg';
import { createPool } from './pool';

class Orders {
  constructor(
    private ai: Genkit,
    private pool: Pool,
  ) {
    this.ai.defineFlow('order', (id: string) => this.order(id));
    this.ai.defineFlow('audit', async (id: string) => {
      return this.ai.run('look', async () => this.pool.query('select $1', [id]));
    });
  }

  async order(id: string) {
    const total = await this.ai.run('total', async () => id.length);
    return { id, total };
  }
}

new Orders(genkit({}), createPool());
