import { expect, test } from '@jest/globals';
import { explainOldNode } from '../../cli/explain-old-node.ts';

test.each(['22.15.0', '22.20.1', '23.0.0', '24.21.0', '100.0.0'])('Node %s will do', (version) => {
  expect(explainOldNode(version)).toBeUndefined();
});

test.each(['20.20.2', '22.14.9', '22.2.0', '18.0.0'])('Node %s is too old', (version) => {
  expect(explainOldNode(version)).toContain(`durakit needs Node 22.15 or newer; this is ${version}.`);
});
