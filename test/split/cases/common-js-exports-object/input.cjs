const { ai, pool } = require('./ai.cjs');
const { Pool } = require('pg');
const other = new Pool();

const rows = ai.defineFlow('rows', async (limit) => ai.run('query', () => pool.query('select $1', [limit])));

module.exports = { rows, other, limit: 3 };
