import { genkit, type Genkit } from 'genkit';
import { Pool } from 'pg';

const ai = genkit({});
const pool = new Pool();

function createTools(engine: Genkit, { database, limit }: { database: Pool; limit: number }) {
  return engine.defineTool({ name: 'rows', description: `at most ${limit}` }, async () => database.query('select 1'));
}

export const rows = createTools(ai, { database: pool, limit: 5 });
