import { expect, test } from '@jest/globals';
import { fromRunOwner, toRunOwner, toRunOwnerPrefix } from '../../schemas/run-owner.ts';

test('an owner is its run, also where the id of the workflow has slashes', () => {
  for (const workflowId of ['flow/menu/monday', 'agent/a%2Fb/x/y', 'plain', '']) {
    const run = { namespace: 'default', workflowId, runId: '01a1ffcd-f9a4-7e85-937c-bf3de66518e0' };
    expect(fromRunOwner(toRunOwner(run))).toEqual(run);
    expect(toRunOwner(run).startsWith(toRunOwnerPrefix('default'))).toBe(true);
    expect(toRunOwner(run).startsWith(toRunOwnerPrefix('def'))).toBe(false);
  }
});

test.each(['session/support/42', 'run/', 'run/default', 'run/default/none', ''])('%p is no run', (owner) => {
  expect(fromRunOwner(owner)).toBeUndefined();
});
