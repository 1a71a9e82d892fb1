const { genkit } = require('genkit');
const pool = new (require('pg').Pool)();
module.exports = { ai: genkit({}), pool };
