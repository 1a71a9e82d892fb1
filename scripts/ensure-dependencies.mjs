/**
 * Installs the dependencies when node_modules is missing or is not what package-lock.json says, and does nothing otherwise.
 * Runs before `npm start` and `npm test`, so it must work on Node 20 with no dependency at all.
 */
import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { constants } from 'node:os';
import { delimiter, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = resolve(fileURLToPath(new URL('..', import.meta.url)));
const modules = join(root, 'node_modules');

/** Reads a lock file's packages; undefined when there is none, or it was cut off in the middle of writing. */
function readPackages(path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8')).packages;
  } catch {
    return undefined;
  }
}

/** The first way in which node_modules differs from package-lock.json; undefined when they agree. */
function findMismatch() {
  const wanted = readPackages(join(root, 'package-lock.json'));
  if (wanted === undefined) return 'package-lock.json cannot be read';
  if (!existsSync(modules)) return 'node_modules is missing';
  // npm writes this file last, so an install that was interrupted has none
  const installed = readPackages(join(modules, '.package-lock.json'));
  if (installed === undefined) return 'node_modules is incomplete';
  for (const [path, { version, integrity, optional }] of Object.entries(wanted)) {
    if (path === '') continue;
    const present = installed[path];
    // packages for other platforms are optional and rightly absent
    if (present === undefined && optional === true) continue;
    if (present === undefined) return `${path} is missing`;
    if (present.version !== version) return `${path} is ${present.version}, package-lock.json says ${version}`;
    if (integrity !== undefined && present.integrity !== undefined && present.integrity !== integrity) return `${path} has other contents`;
    if (!existsSync(join(root, path, 'package.json'))) return `${path} is missing`;
  }
  return findMissingNode();
}

/** The development scripts run on the Node of node_modules, which its install script puts there. */
function findMissingNode() {
  const names = ['node', 'node.cmd'].map((name) => join(modules, '.bin', name));
  return names.some((name) => existsSync(name)) ? undefined : 'node_modules/.bin/node is missing';
}

/** The environment for npm, without node_modules/.bin in PATH: npm must not run on the Node that it is about to delete. */
function createEnvironment() {
  const name = Object.keys(process.env).find((key) => key.toUpperCase() === 'PATH') ?? 'PATH';
  const folders = (process.env[name] ?? '').split(delimiter).filter((folder) => resolve(folder) !== join(modules, '.bin'));
  return { ...process.env, [name]: folders.join(delimiter) };
}

/** Runs `npm ci` with its own output and passes signals on; resolves with how it ended. */
function installDependencies() {
  // before npm is there to be told of: a signal may come, and the parent may go, while it is started
  const parent = process.ppid;
  let stopped;
  const stop = (signal, isForwarded) => {
    if (stopped === undefined) console.error('\nStopping: npm removes what it has unpacked (once more to end it at once).');
    if (stopped !== undefined) child.kill('SIGKILL');
    else if (!isForwarded) child.kill(signal);
    stopped ??= signal;
  };
  // Ctrl-C in a terminal reaches npm by itself; a signal that is sent to this process alone does not
  process.on('SIGINT', () => stop('SIGINT', process.stdin.isTTY));
  for (const signal of ['SIGTERM', 'SIGHUP']) process.on(signal, () => stop(signal, false));
  const child = spawn('npm', ['ci', '--no-audit', '--no-fund'], {
    cwd: root,
    env: createEnvironment(),
    stdio: 'inherit',
    shell: process.platform === 'win32',
  });
  // a signal to `npm start` ends the shell between it and this process, and this process hears nothing of it
  setInterval(() => process.ppid === parent || stopped !== undefined || stop('SIGTERM', false), 250).unref();
  return new Promise((done) => {
    child.once('error', (error) => done({ error }));
    child.once('exit', (code, signal) => done({ code, stopped: stopped ?? signal ?? undefined }));
  });
}

/** Ends with a message that says what to do. */
function fail(lines) {
  console.error(['', ...lines].join('\n'));
  process.exit(1);
}

const whatToDo = [
  'What to do:',
  '  - read the message of npm above; without network, or behind a proxy, set npm up for it (npm config set proxy …, or registry …)',
  '  - is package.json newer than package-lock.json? Run: npm install',
  '  - does npm skip install scripts (ignore-scripts in an .npmrc)? Run: npm rebuild --ignore-scripts=false',
  '  - else remove node_modules and run: npm ci',
];

const reason = findMismatch();
if (reason !== undefined) {
  const start = Date.now();
  console.log(`Installing the dependencies: ${reason}.`);
  const { code, stopped, error } = await installDependencies();
  const seconds = ((Date.now() - start) / 1000).toFixed(0);
  if (stopped !== undefined) {
    console.error(`\nStopped by ${stopped}. The dependencies are not complete; the next start installs them.`);
    process.exit(128 + constants.signals[stopped]);
  }
  if (error !== undefined) fail([`npm could not be started: ${error.message}.`, 'It comes with Node: https://nodejs.org']);
  if (code !== 0) fail([`npm ci failed after ${seconds} s (exit code ${code}).`, ...whatToDo]);
  const rest = findMismatch();
  if (rest !== undefined) fail([`npm ci ended without an error, but ${rest}.`, ...whatToDo]);
  console.log(`Dependencies installed in ${seconds} s.`);
}
