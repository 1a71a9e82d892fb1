'use strict';

const {
  capturedStep: __durakitCapturedStep
} = require('durakit/split-runtime');
const {
  genkit
} = require('genkit');
const defaults = require('./defaults.json');
const ai = genkit();
exports.load = ai.defineFlow({
  name: 'load'
}, async name => {
  return ai.run('read', __durakitCapturedStep('/step/load/read', () => ({
    name
  })));
});
const find = ai.defineFlow('find', async text => ai.run('search', __durakitCapturedStep('/step/find/search', () => ({
  text
}))) || defaults.text);
module.exports.find = find;
