'use strict';
__durakitRegisterSteps(); const { genkit, z } = require('genkit');
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
function __durakitRegisterSteps() {
  const {
    registerStep: __durakitRegisterStep
  } = require('durakit/split-runtime');
  __durakitRegisterStep('/step/load/read', async ({
    name
  }, {}, ...__durakitArguments) => {
    const __durakitResult = await (async () => existsSync(name) ? readFileSync(path.join(__dirname, name), 'utf8') : defaults.text)(...__durakitArguments);
    return {
      result: __durakitResult
    };
  });
  __durakitRegisterStep('/step/find/search', async ({
    text
  }, {}, ...__durakitArguments) => {
    const __durakitResult = await (() => search(text))(...__durakitArguments);
    return {
      result: __durakitResult
    };
  });
}
