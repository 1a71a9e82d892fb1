import { fileURLToPath } from 'node:url';
import { describe, expect, test } from '@jest/globals';
import { heldBack } from '../../engine/hold-back.ts';
import { holdBackCalls } from '../../workers/programs/held-back-calls.ts';
import { runNode } from './run-node.ts';

const LOAD = fileURLToPath(new URL('./load-main.ts', import.meta.url));
const REGISTER = fileURLToPath(new URL('../../register.ts', import.meta.url));

/** Each calls its flow at its top level, in another way; `ran` is what it prints when it is a program. */
const APPS = [
  { file: 'floating.ts', place: 7, flows: 'menu,drinks', ran: 'ran: a pirate menu\n' },
  { file: 'awaited.ts', place: 9, flows: 'menu,drinks,unnamed', ran: 'ran: 13\n' },
  { file: 'main-function.ts', place: 10, flows: 'menu,drinks', ran: 'ran: a pirate menu\n' },
  { file: 'awaited-main.ts', place: 8, flows: 'menu,drinks', ran: 'ran: ["a pirate menu","a space menu"]\ndone\n' },
  { file: 'awaited-later.ts', place: 7, flows: 'menu,drinks', ran: 'ran: a pirate menu\n' },
  { file: 'awaited-stream.ts', place: 10, flows: 'menu,drinks', ran: 'ran: one\n' },
];

describe.each(APPS)('held-back/$file', ({ file, place, flows, ran }) => {
  const app = `test/apps/held-back/${file}`;

  test('loaded by a worker, it starts no run, says so once, and has all its flows', async () => {
    const { output, errors, code } = await runNode([LOAD, app]);
    expect(output).toMatch(new RegExp(`^flows ${flows}\nsteps `));
    expect(errors).toBe(
      `${app}:${place}: the call of flow 'menu' is held back: this process loads the module and does not run it as a program. ` +
        'Put the call under `if (import.meta.main) { … }`.\n',
    );
    expect(code).toBe(0);
  });

  test('started as a program, it runs', async () => {
    const { output, errors } = await runNode(['--import', REGISTER, app], { env: { DURAKIT_MODE: 'inline' } });
    expect(errors).toBe('');
    expect(output).toBe(ran);
  });
});

test('`import.meta.main` is false in a worker', async () => {
  const { output, errors } = await runNode([LOAD, 'test/apps/held-back/guarded.ts']);
  expect(errors).toBe('');
  expect(output).toBe('flows menu\nsteps /step/menu/cook\n');
});

test('a request to a server that the app started may start a run', async () => {
  const { output, errors } = await runNode([LOAD, 'test/apps/held-back/request.ts']);
  expect(errors).toBe('');
  expect(output).toContain('answer a pirate menu');
});

test('a wait that cannot be followed fails the load, and names the place', async () => {
  const never = holdBackCalls({
    load: async () => {
      const main = async (): Promise<unknown> => await heldBack('menu');
      const running = main();
      await running;
    },
    isOfApp: (path) => path.endsWith('held-back-calls.test.ts'),
    report: () => undefined,
    limit: 20,
  });
  await expect(never).rejects.toMatchObject({
    status: 'FAILED_PRECONDITION',
    originalMessage: expect.stringMatching(/held-back-calls\.test\.ts:\d+.*import\.meta\.main/),
  });
});

test('outside of a load, nothing is held back', () => {
  expect(heldBack('menu')).toBeUndefined();
});
