import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from '@jest/globals';

const script = fileURLToPath(new URL('../../scripts/ensure-dependencies.mjs', import.meta.url));

interface Locked {
  readonly version: string;
  readonly optional?: boolean;
  readonly integrity?: string;
}

type Packages = Record<string, Locked>;

interface RunOptions {
  readonly systemPath?: readonly string[];
  /** Puts a shell between, which is what signals then reach. */
  readonly throughShell?: boolean;
  readonly onOutput?: (output: string, kill: (signal: NodeJS.Signals) => void) => void;
}

/** A folder with the script, a lock file and an `npm` on PATH that does what the test says. */
class Checkout implements AsyncDisposable {
  readonly folder: string;

  constructor(folder: string) {
    this.folder = folder;
  }

  static async create(packages: Packages, npm = 'exit 9'): Promise<Checkout> {
    const checkout = new Checkout(await mkdtemp(join(tmpdir(), 'durakit-ensure-')));
    await mkdir(join(checkout.folder, 'scripts'));
    await cp(script, join(checkout.folder, 'scripts/ensure-dependencies.mjs'));
    await checkout.write('package-lock.json', JSON.stringify({ packages: { '': {}, ...packages } }));
    await checkout.write('bin/npm', `#!/bin/sh\necho "npm $*"; echo "$PATH" > npm-path\n${npm}\n`);
    await chmod(join(checkout.folder, 'bin/npm'), 0o755);
    return checkout;
  }

  /** What npm leaves behind after it has installed these. */
  async install(packages: Packages): Promise<this> {
    await this.write('node_modules/.package-lock.json', JSON.stringify({ packages }));
    await this.write('node_modules/.bin/node', '');
    for (const path of Object.keys(packages)) await this.write(`${path}/package.json`, '{}');
    return this;
  }

  async write(path: string, text: string): Promise<void> {
    await mkdir(dirname(join(this.folder, path)), { recursive: true });
    await writeFile(join(this.folder, path), text);
  }

  /** Runs the script; `onOutput` sees what it has printed so far and may send a signal. */
  async run({ systemPath = ['/usr/bin', '/bin'], throughShell = false, onOutput }: RunOptions = {}): Promise<{
    code: number | null;
    output: string;
  }> {
    const path = [join(this.folder, 'node_modules/.bin'), join(this.folder, 'bin'), ...systemPath].join(delimiter);
    const command = [process.execPath, join(this.folder, 'scripts/ensure-dependencies.mjs')] as const;
    const options = { env: { ...process.env, PATH: path } };
    // the second command keeps the shell from giving its place to the first
    const child = throughShell
      ? spawn('/bin/sh', ['-c', '"$0" "$@"; exit $?', ...command], options)
      : spawn(command[0], [command[1]], options);
    let output = '';
    const collect = (chunk: Buffer): void => {
      output += chunk.toString();
      onOutput?.(output, (signal) => child.kill(signal));
    };
    child.stdout.on('data', collect);
    child.stderr.on('data', collect);
    const [code] = (await once(child, 'close')) as [number | null];
    return { code, output };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await rm(this.folder, { recursive: true, force: true });
  }
}

const wanted: Packages = { 'node_modules/a': { version: '1.0.0' }, 'node_modules/a/node_modules/b': { version: '2.0.0' } };
const installedByNpm = `
mkdir -p node_modules/.bin node_modules/a/node_modules/b
touch node_modules/.bin/node node_modules/a/package.json node_modules/a/node_modules/b/package.json
echo '${JSON.stringify({ packages: wanted })}' > node_modules/.package-lock.json`;

test('says nothing and runs nothing when node_modules is what the lock file says', async () => {
  await using checkout = await (await Checkout.create(wanted)).install(wanted);
  expect(await checkout.run()).toEqual({ code: 0, output: '' });
});

test('optional packages may be missing, as those for other platforms are', async () => {
  const optional = { 'node_modules/only-on-mac': { version: '1.0.0', optional: true } };
  await using checkout = await (await Checkout.create({ ...wanted, ...optional })).install(wanted);
  expect(await checkout.run()).toEqual({ code: 0, output: '' });
});

test('installs when node_modules is missing, says why and how long it took', async () => {
  await using checkout = await Checkout.create(wanted, installedByNpm);
  const { code, output } = await checkout.run();
  expect(output).toMatch(
    /^Installing the dependencies: node_modules is missing\.\nnpm ci --no-audit --no-fund\nDependencies installed in \d+ s\.\n$/,
  );
  expect(code).toBe(0);
  expect(await checkout.run()).toEqual({ code: 0, output: '' });
});

test.each([
  ['another version', 'node_modules/a is 0.9.0, package-lock.json says 1.0.0', { ...wanted, 'node_modules/a': { version: '0.9.0' } }],
  ['a missing package', 'node_modules/a/node_modules/b is missing', { 'node_modules/a': { version: '1.0.0' } }],
])('installs for %s', async (_, reason, present) => {
  await using checkout = await (await Checkout.create(wanted, installedByNpm)).install(present);
  expect((await checkout.run()).output).toContain(`Installing the dependencies: ${reason}.`);
});

test('installs for other contents under the same version', async () => {
  const locked = { 'node_modules/a': { version: '1.0.0', integrity: 'sha512-x' } };
  await using checkout = await Checkout.create(locked);
  await checkout.install({ 'node_modules/a': { version: '1.0.0', integrity: 'sha512-y' } });
  expect((await checkout.run()).output).toContain('node_modules/a has other contents');
});

test('installs after an install that was interrupted, a deleted folder, and a missing Node', async () => {
  await using checkout = await (await Checkout.create(wanted, installedByNpm)).install(wanted);
  for (const [path, reason] of [
    ['node_modules/.package-lock.json', 'node_modules is incomplete'],
    ['node_modules/a/node_modules/b', 'node_modules/a/node_modules/b is missing'],
    ['node_modules/.bin/node', 'node_modules/.bin/node is missing'],
  ] as const) {
    await rm(join(checkout.folder, path), { recursive: true });
    const { code, output } = await checkout.run();
    expect(output).toContain(`Installing the dependencies: ${reason}.`);
    expect(code).toBe(0);
  }
});

test('npm does not run on the Node that it is about to replace', async () => {
  await using checkout = await Checkout.create(wanted, installedByNpm);
  await checkout.run();
  expect(await readFile(join(checkout.folder, 'npm-path'), 'utf8')).not.toContain('node_modules/.bin');
});

test('fails with what to do when npm fails', async () => {
  await using checkout = await Checkout.create(wanted, 'echo "npm error EUSAGE" >&2; exit 7');
  const { code, output } = await checkout.run();
  expect(code).toBe(1);
  expect(output).toContain('npm error EUSAGE');
  expect(output).toMatch(/npm ci failed after \d+ s \(exit code 7\)\.\nWhat to do:\n/);
});

test('fails when npm says that all is well but it is not', async () => {
  await using checkout = await Checkout.create(wanted, `${installedByNpm}\nrm node_modules/.bin/node`);
  const { code, output } = await checkout.run();
  expect(code).toBe(1);
  expect(output).toContain('npm ci ended without an error, but node_modules/.bin/node is missing.');
});

test('fails when there is no npm', async () => {
  await using checkout = await Checkout.create(wanted);
  await rm(join(checkout.folder, 'bin/npm'));
  const { code, output } = await checkout.run({ systemPath: [] });
  expect(code).toBe(1);
  expect(output).toContain('npm could not be started: spawn npm ENOENT.');
});

test.each([
  ['SIGINT', 130],
  ['SIGTERM', 143],
] as const)('%s stops npm and says so', async (signal, expected) => {
  const npm = 'trap "echo npm was told; exit 1" INT TERM\necho started\nwhile :; do sleep 0.05; done';
  await using checkout = await Checkout.create(wanted, npm);
  let sent = false;
  const { code, output } = await checkout.run({
    onOutput: (text, kill) => {
      if (!sent && text.includes('started')) {
        sent = true;
        kill(signal);
      }
    },
  });
  expect(output).toContain('npm was told');
  expect(output).toContain(`Stopped by ${signal}.`);
  expect(code).toBe(expected);
});

test('a second signal ends an npm that does not stop', async () => {
  const npm = 'trap "echo npm goes on" INT TERM\necho started\nwhile :; do sleep 0.05; done';
  await using checkout = await Checkout.create(wanted, npm);
  const sent = new Set<string>();
  const { code, output } = await checkout.run({
    onOutput: (text, kill) => {
      for (const mark of ['started', 'npm goes on']) {
        if (text.includes(mark) && !sent.has(mark)) kill('SIGTERM');
        if (text.includes(mark)) sent.add(mark);
      }
    },
  });
  expect(output).toContain('Stopped by SIGTERM.');
  expect(code).toBe(143);
});

test('npm is stopped when the shell between `npm start` and the script is gone', async () => {
  const npm = 'trap "echo npm was told; exit 1" INT TERM\necho started\nwhile :; do sleep 0.05; done';
  await using checkout = await Checkout.create(wanted, npm);
  let sent = false;
  const { output } = await checkout.run({
    throughShell: true,
    onOutput: (text, kill) => {
      if (!sent && text.includes('started')) {
        sent = true;
        kill('SIGKILL');
      }
    },
  });
  expect(output).toContain('npm was told');
  expect(output).toContain('Stopped by SIGTERM.');
});
