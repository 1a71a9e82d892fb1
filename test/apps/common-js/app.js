const { durakit, z } = require('durakit');
const path = require('path');
const settings = require('./settings.json');
const { mark } = require('../mark.js');

const ai = durakit({ name: 'common-js' });

const main = ai.defineFlow({ name: 'main', inputSchema: z.object({ log: z.string() }) }, async ({ log }) => {
  const name = await ai.run('name', async () => {
    await mark(log, 'name');
    return path.basename(__dirname) + settings.suffix;
  });
  return ai.run('end', async () => {
    await mark(log, 'end');
    return name + '.';
  });
});

module.exports = { main };
