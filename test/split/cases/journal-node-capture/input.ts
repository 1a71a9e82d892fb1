import { genkit, type Genkit } from 'genkit';
import type { Pool } from 'pg';
import { open } from './open';

const ai = genkit({});

export function defineQuery(engine: Genkit, database: Pool, table: string) {
  return engine.defineFlow('query', async (id: string) => {
    return engine.run('query', async () => database.query(table, id));
  });
}

async function count(client: Pool) {
  return ai.run('count', async () => client.query('count'));
}

export const query = defineQuery(ai, open(), 'dishes');
export const counted = ai.defineFlow('counted', async () => count(open()));
