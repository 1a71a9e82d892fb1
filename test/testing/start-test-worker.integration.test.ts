import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { exportHistory, replay, startTestWorker } from '../../testing.ts';
import { runNode } from '../programs/run-node.ts';
import { waitUntil } from '../setup/wait-until.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const GUARDED = new URL('../apps/held-back/guarded.ts', import.meta.url);
const OWN_SERVICES = fileURLToPath(new URL('./programs/own-services.ts', import.meta.url));

const APP = (step: string): string => `import { durakit } from 'durakit';
import { appendFileSync } from 'node:fs';

const ai = durakit();

export const main = ai.defineFlow('main', async (log: string) => {
  const first = await ai.run('${step}', async () => {
    appendFileSync(log, '${step};');
    return 1;
  });
  await ai.waitFor('go');
  return first + (await ai.run('second', async () => 2));
});
`;

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'durakit-testing-'));
  await writeFile(path.join(folder, 'package.json'), '{ "type": "module" }');
});

describe('startTestWorker', () => {
  test('runs an app for a test, and goes on after kill -9', async () => {
    const app = path.join(folder, 'app.ts');
    const log = path.join(folder, 'log');
    await writeFile(app, APP('first'));
    await using worker = await startTestWorker({ app });
    expect(worker.flows).toEqual(['main']);
    const handle = await worker.flow('main').start(log);
    await waitUntil('the first step has run', () => existsSync(log));
    await waitUntil('the step is recorded', async () => (await handle.describe()).pending.length === 0);
    await worker.kill();
    await using second = await startTestWorker({ app, taskQueue: worker.taskQueue });
    await handle.signal('go');
    expect(await handle.result()).toBe(3);
    expect(await readFile(log, 'utf8')).toBe('first;');
    expect(second.output()).toBe('');

    const file = path.join(folder, 'histories', 'main.json');
    await exportHistory(handle, file);
    await replay({ app, files: [file] });
    await writeFile(app, APP('renamed'));
    await expect(replay({ app, files: [file] })).rejects.toMatchObject({
      status: 'FAILED_PRECONDITION',
      originalMessage: expect.stringMatching(
        /^1 of 1 recorded runs do not fit the code:\n\n.*main\.json: Flow 'main' no longer takes the way/,
      ),
    });
  });

  test('says why an app cannot be loaded', async () => {
    const app = path.join(folder, 'broken.ts');
    await writeFile(app, `throw new Error('no kitchen');\n`);
    await expect(startTestWorker({ app })).rejects.toMatchObject({
      status: 'FAILED_PRECONDITION',
      originalMessage: expect.stringContaining('no kitchen'),
    });
  });

  test('starts services where there are none, and leaves nothing behind, also after kill -9', async () => {
    const { TEMPORAL_ADDRESS: _address, DATABASE_URL: _url, ...env } = process.env;
    const child = spawn(process.execPath, ['--conditions=durakit-source', OWN_SERVICES, fileURLToPath(GUARDED), 'stay'], {
      env: { ...env, NODE_OPTIONS: '' },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let output = '';
    child.stdout.on('data', (chunk: Buffer) => void (output += chunk.toString()));
    await waitUntil('the flow has run', () => output.includes('result "a pirate menu"'), 90_000);
    const services = path.join(tmpdir(), `durakit-tests-${child.pid}-0`);
    const { temporalProcessId, postgresProcessId } = JSON.parse(await readFile(path.join(services, 'services.json'), 'utf8')) as Record<
      'temporalProcessId' | 'postgresProcessId',
      number
    >;
    const gone = once(child, 'exit');
    child.kill('SIGKILL');
    await gone;
    await waitUntil('the services and their data are gone', () => !existsSync(services));
    for (const processId of [temporalProcessId, postgresProcessId]) expect(() => process.kill(processId, 0)).toThrow('ESRCH');
  });

  test('works under vitest, without a transformer', async () => {
    const project = path.join(folder, 'vitest');
    await mkdir(path.join(project, 'node_modules'), { recursive: true });
    await symlink(ROOT, path.join(project, 'node_modules', 'durakit'));
    await symlink(path.join(ROOT, 'node_modules', 'vitest'), path.join(project, 'node_modules', 'vitest'));
    await writeFile(path.join(project, 'package.json'), '{ "type": "module" }');
    await writeFile(path.join(project, 'app.ts'), APP('first'));
    // what an installation does not need: here the package is its sources
    await writeFile(path.join(project, 'vitest.config.ts'), `export default { ssr: { resolve: { conditions: ['durakit-source'] } } };\n`);
    await writeFile(path.join(project, 'app.test.ts'), VITEST);
    const vitest = path.join(ROOT, 'node_modules', 'vitest', 'vitest.mjs');
    const { output, errors, code } = await runNode([vitest, 'run', '--root', project], { cwd: project });
    expect({ code, output: code === 0 ? '' : `${output}${errors}` }).toEqual({ code: 0, output: '' });
    expect(output).toContain('2 passed');
  });
});

const VITEST = `import path from 'node:path';
import { expect, test } from 'vitest';
import { startTestWorker } from 'durakit/testing';
import { main } from './app';

test('durably', { timeout: 60_000 }, async () => {
  await using worker = await startTestWorker({ app: new URL('./app.ts', import.meta.url) });
  const handle = await worker.flow('main').start(path.join(import.meta.dirname, 'log'));
  await handle.signal('go');
  expect(await handle.result()).toBe(3);
});

test('the app itself can be imported', () => {
  expect(main.flowName).toBe('main');
});
`;
