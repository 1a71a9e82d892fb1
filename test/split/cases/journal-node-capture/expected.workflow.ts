import { genkit } from 'genkit';
import { open } from './open';
const ai = genkit();
export function defineQuery(engine: Genkit, database: Pool, table: string) {
  return engine.defineFlow({
    name: 'query',
    durability: 'journal'
  });
}
export const query = defineQuery(ai, open(), 'dishes');
export const counted = ai.defineFlow({
  name: 'counted',
  durability: 'journal'
});
