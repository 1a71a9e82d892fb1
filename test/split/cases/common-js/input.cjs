'use strict';
const { genkit, z } = require('genkit');
const { readFileSync, existsSync } = require('fs');
const path = require('path');
const defaults = require('./defaults.json');
const { search } = require('./search.js');

const ai = genkit({ plugins: [] });

exports.load = ai.defineFlow({ name: 'load', inputSchema: z.string() }, async (name) => {
  return ai.run('read', async () => (existsSync(name) ? readFileSync(path.join(__dirname, name), 'utf8') : defaults.text));
});

const find = ai.defineFlow('find', async (text) => ai.run('search', () => search(text)) || defaults.text);

module.exports.find = find;
module.exports.pathOf = (name) => path.resolve(name);

if (require.main === module) {
  exports.load('x').then(console.log);
}
