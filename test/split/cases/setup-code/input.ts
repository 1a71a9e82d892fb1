import { genkit } from 'genkit';
import { mkdirSync, readFileSync } from 'node:fs';
import { Pool } from 'pg';

const ai = genkit({});

function createFlows(folder: string) {
  mkdirSync(folder);
  const pool = new Pool();
  const rules = { limit: 3 };
  ai.defineTool({ name: 'rules', description: 'rules' }, async () => readFileSync(folder + rules.limit, 'utf8'));
  return ai.defineFlow('query', async (id: string) => {
    return ai.run('query', async () => fetch(`https://example.com/${id}`));
  });
}

export class Catalog {
  pool = new Pool();
  readonly limit = 10;

  constructor() {
    mkdirSync('catalog');
    this.rules = readFileSync('rules', 'utf8');
    ai.defineFlow('catalog', async (id: string) => [id, this.limit]);
  }

  rules: string;

  async find(id: string) {
    return this.pool.query(id);
  }
}

export const query = createFlows('data');
export const catalog = new Catalog();
