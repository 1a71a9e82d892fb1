__durakitRegisterSteps(); import { genkit, type Genkit } from 'genkit';
import type { Pool } from 'pg';
import { open } from './open';

const ai = genkit({});

export function defineQuery(engine: Genkit, database: Pool, table: string) {
  return engine.defineFlow('query', async (id: string) => {
    return engine.run('query', __durakitJournaledStep(async () => database.query(table, id), { passed: () => ({ database }) }));
  });
}

async function count(client: Pool) {
  return ai.run('count', __durakitJournaledStep(async () => client.query('count'), { passed: () => ({ client }) }));
}

export const query = defineQuery(ai, open(), 'dishes');
export const counted = ai.defineFlow('counted', async () => count(open()));
import { registerStep as __durakitRegisterStep, journaledStep as __durakitJournaledStep } from 'durakit/split-runtime';
function __durakitRegisterSteps() {
  __durakitRegisterStep('/step/app/count', async ({
    client
  }, {}, ...__durakitArguments) => {
    const __durakitResult = await (async () => client.query('count'))(...__durakitArguments);
    return {
      result: __durakitResult
    };
  });
}
