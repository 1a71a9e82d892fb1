import { expect, test } from '@jest/globals';
import { parseRegistryKey } from '../../../engine/registry/parse-registry-key.ts';

test.each([
  ['/model/foo', { actionType: 'model', actionName: 'foo' }],
  ['/model/googleai/gemini-2.5-flash', { actionType: 'model', pluginName: 'googleai', actionName: 'gemini-2.5-flash' }],
  ['/model/googleai/tuned/one', { actionType: 'model', pluginName: 'googleai', actionName: 'tuned/one' }],
  ['/dynamic-action-provider/host', { actionType: 'dynamic-action-provider', actionName: 'host' }],
  ['/dynamic-action-provider/host:tool/a', { dynamicActionHost: 'host', actionType: 'tool', actionName: 'a' }],
  ['/dynamic-action-provider/host:tool/a/b', { dynamicActionHost: 'host', actionType: 'tool', actionName: 'a/b' }],
  ['/dynamic-action-provider/mcp/host:resource/*', { dynamicActionHost: 'mcp/host', actionType: 'resource', actionName: '*' }],
  ['/dynamic-action-provider/host:nothing/a', undefined],
  ['/nothing/foo', undefined],
  ['/model', undefined],
  ['model/foo', undefined],
  ['', undefined],
])('%s', (key, expected) => {
  expect(parseRegistryKey(key)).toEqual(expected);
});
