__durakitRegisterSteps(); const { ai, pool } = require('./ai.cjs');
const { Pool } = require('pg');
const other = new Pool();

const rows = ai.defineFlow('rows', async (limit) => ai.run('query', () => pool.query('select $1', [limit])));

module.exports = { rows, other, limit: 3 };
function __durakitRegisterSteps() {
  const {
    registerStep: __durakitRegisterStep
  } = require('durakit/split-runtime');
  __durakitRegisterStep('/step/rows/query', async ({
    limit
  }, {}, ...__durakitArguments) => {
    const __durakitResult = await (() => pool.query('select $1', [limit]))(...__durakitArguments);
    return {
      result: __durakitResult
    };
  });
}
