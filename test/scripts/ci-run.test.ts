import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { chmod, cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from '@jest/globals';

const script = fileURLToPath(new URL('../../.ci/run', import.meta.url));
const counts = { numPassedTests: 3, numFailedTests: 0, numPendingTests: 0, numTodoTests: 0, numRuntimeErrorTestSuites: 0 };

interface Ended {
  readonly code: number | null;
  readonly lines: readonly string[];
}

/** Runs .ci/run with an `npm` whose `ci`, `run check` and `test` are the given lines of shell; $4 of `test` is the file for the results. */
async function runWith(npm: { ci?: string; check?: string; test?: string }, signal?: NodeJS.Signals): Promise<Ended & { folder: string }> {
  const folder = await mkdtemp(join(tmpdir(), 'durakit-ci-'));
  await mkdir(join(folder, '.ci'));
  await mkdir(join(folder, 'bin'));
  await cp(script, join(folder, '.ci/run'));
  const cases = `ci) ${npm.ci ?? ':'};;\nrun) ${npm.check ?? ':'};;\ntest) ${npm.test ?? ':'};;`;
  await writeFile(join(folder, 'bin/npm'), `#!/usr/bin/env bash\nresults=$5\ncase "$1" in\n${cases}\nesac\n`);
  await chmod(join(folder, 'bin/npm'), 0o755);
  const path = `${join(folder, 'bin')}:${dirname(process.execPath)}:${process.env['PATH'] ?? ''}`;
  const child = spawn(join(folder, '.ci/run'), { env: { ...process.env, PATH: path } });
  let output = '';
  const collect = (chunk: Buffer): void => {
    output += chunk.toString();
    if (signal !== undefined && output.includes('waiting for a signal')) child.kill(signal);
  };
  child.stdout.on('data', collect);
  child.stderr.on('data', collect);
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, lines: output.trimEnd().split('\n'), folder };
}

const write = (results: object): string => `echo '${JSON.stringify(results)}' > "$results"`;

/** A process that has ended stays in the table, as Z, until its parent asks for its exit code. */
async function isRunning(id: string): Promise<boolean> {
  const status = await readFile(`/proc/${id}/stat`, 'utf8').catch(() => undefined);
  return status !== undefined && !/\) Z /.test(status);
}

describe('.ci/run', () => {
  test('ends with the counts and 0 when all is well', async () => {
    const { code, lines, folder } = await runWith({ test: write(counts) });
    expect(lines).toContain('=== check: npm run check');
    expect(lines.at(-1)).toBe('tests: 3 passed, 0 failed, 0 skipped');
    expect(code).toBe(0);
    await rm(folder, { recursive: true });
  });

  test('counts files that cannot be loaded as failed, and tests to do as skipped', async () => {
    const results = { ...counts, numFailedTests: 2, numRuntimeErrorTestSuites: 1, numPendingTests: 4, numTodoTests: 1 };
    const { code, lines, folder } = await runWith({ test: `${write(results)}; exit 1` });
    expect(lines.slice(-2)).toEqual(['failed: test', 'tests: 3 passed, 3 failed, 5 skipped']);
    expect(code).toBe(1);
    await rm(folder, { recursive: true });
  });

  test('runs the tests although the check fails, and fails', async () => {
    const { code, lines, folder } = await runWith({ check: 'exit 1', test: write(counts) });
    expect(lines.slice(-2)).toEqual(['failed: check', 'tests: 3 passed, 0 failed, 0 skipped']);
    expect(code).toBe(1);
    await rm(folder, { recursive: true });
  });

  test.each([
    ['no test ran', { test: write({ ...counts, numPassedTests: 0 }) }],
    ['jest wrote no results', {}],
    ['the install failed', { ci: 'exit 1', test: write(counts) }],
  ])('fails when %s', async (_, npm) => {
    const { code, lines, folder } = await runWith(npm);
    expect(lines.at(-1)).toBe('tests: 0 passed, 0 failed, 0 skipped');
    expect(code).toBe(1);
    await rm(folder, { recursive: true });
  });

  test('passes a signal on and ends', async () => {
    const npm = { test: 'trap "touch told; exit 1" TERM; echo waiting for a signal; while :; do sleep 0.05; done' };
    const { code, folder } = await runWith(npm, 'SIGTERM');
    expect(code).toBe(143);
    expect(existsSync(join(folder, 'told'))).toBe(true);
    await rm(folder, { recursive: true });
  });

  // processes are found by their environment, which only Linux shows
  if (process.platform === 'linux') {
    test('names and ends a process that a test left behind, also one that detached itself', async () => {
      const orphan = `setsid sleep 300 < /dev/null > /dev/null 2>&1 & echo $! > orphan; ${write(counts)}`;
      const { code, lines, folder } = await runWith({ test: orphan });
      expect(lines).toContainEqual(expect.stringMatching(/^ *\d+ sleep 300$/));
      expect(lines.slice(-2)).toEqual(['failed: processes left behind', 'tests: 3 passed, 0 failed, 0 skipped']);
      expect(code).toBe(1);
      expect(await isRunning((await readFile(join(folder, 'orphan'), 'utf8')).trim())).toBe(false);
      await rm(folder, { recursive: true });
    });
  }
});
