const {
  capturedStep: __durakitCapturedStep
} = require('durakit/split-runtime');
const {
  ai
} = require('./ai.cjs');
const rows = ai.defineFlow('rows', async limit => ai.run('query', __durakitCapturedStep('/step/rows/query', () => ({
  limit
}))));
module.exports = {
  rows,
  limit: 3
};
