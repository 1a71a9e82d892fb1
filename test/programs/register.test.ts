import { fileURLToPath } from 'node:url';
import { describe, expect, test } from '@jest/globals';
import { runNode } from './run-node.ts';

const LOAD = fileURLToPath(new URL('./load-main.ts', import.meta.url));
const INLINE = { env: { DURAKIT_MODE: 'inline' } };

describe('node --import durakit/register', () => {
  test('runs an app as a program, and its main guard holds', async () => {
    const { output, errors, code } = await runNode(['--import', 'durakit/register', 'test/apps/held-back/guarded.ts'], INLINE);
    expect({ output, errors, code }).toEqual({ output: 'ran: a pirate menu\n', errors: '', code: 0 });
  });

  test('runs TypeScript of a CommonJS package', async () => {
    const { output, errors } = await runNode(['--import', 'durakit/register', 'test/apps/common-js-typescript/app.ts'], INLINE);
    expect({ output, errors }).toEqual({ output: 'happy pirate 1 plain common-js-typescript\n', errors: '' });
  });

  test('without a module of an app it stays out of the way', async () => {
    const { output, errors } = await runNode(['--import', 'durakit/register', '--eval', 'console.log("fine")'], INLINE);
    expect({ output, errors }).toEqual({ output: 'fine\n', errors: '' });
  });
});

test('TypeScript that waits at its top level is an ES module, whatever its package says', async () => {
  const app = 'test/apps/common-js-typescript/waits.ts';
  const worker = await runNode([LOAD, app]);
  expect(worker).toEqual({ output: 'flows main\nsteps /step/helper/help\n', errors: '', code: 0 });
  const { output, errors } = await runNode(['--import', 'durakit/register', app], INLINE);
  expect({ output, errors }).toEqual({ output: 'happy pirate\n', errors: '' });
});

test('a worker finds the steps of TypeScript in a CommonJS package', async () => {
  const { output, errors } = await runNode([LOAD, 'test/apps/common-js-typescript/app.ts']);
  expect(errors).toBe('');
  expect(output).toBe('flows main\nsteps /step/helper/help,/step/main/end\n');
});
