__durakitRegisterSteps(); import { genkit } from 'durakit';
import { Pool } from 'pg';

const pool = new Pool();

function defineAll(engine, database) {
  engine.defineTool({ name: 'count', description: 'counts' }, async () => database.query('select 1'));
  return engine.defineFlow('total', async (limit: number) => {
    return engine.run('sum', async () => (await pool.query('select sum(x) from t limit $1', [limit])).rows);
  });
}

const ai = genkit({});
export const total = defineAll(ai, pool);
import { registerStep as __durakitRegisterStep } from 'durakit/split-runtime';
function __durakitRegisterSteps() {
  __durakitRegisterStep('/step/total/sum', async ({
    limit
  }, {}, ...__durakitArguments) => {
    const __durakitResult = await (async () => (await pool.query('select sum(x) from t limit $1', [limit])).rows)(...__durakitArguments);
    return {
      result: __durakitResult
    };
  });
}
