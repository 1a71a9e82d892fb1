import { join } from 'node:path';
import { findExecutable } from '../processes/find-executable.ts';
import { runCommand } from '../processes/run-command.ts';
import { downloadFile, downloadText } from './download-file.ts';
import type { FetchContext, FetchWay } from './fetch-way.ts';
import { TEMPORAL_VERSION } from './pinned-versions.ts';

const DEFAULT_URL = 'https://temporal.download';
const EXTRACT_LIMIT_MS = 60_000;

/**
 * Temporal's own release, found as the SDK's test environment finds it: `GET <url>/cli/<version>?arch&platform&format`
 * names the archive. Source: sdk-core `ephemeral_server/mod.rs`. Unlike there, the archive is checked: against
 * `checksums.txt` beside it, else (only at the default URL) the one of the same release on GitHub.
 * `DURAKIT_TEMPORAL_RELEASE_URL` sets another URL, for a mirror.
 */
export function createReleaseWay(url = process.env['DURAKIT_TEMPORAL_RELEASE_URL'] ?? DEFAULT_URL): FetchWay {
  return {
    from: 'release',
    name: `Temporal's release (${url})`,
    version: TEMPORAL_VERSION,
    fetch: (context) => fetchRelease(url, context),
  };
}

async function fetchRelease(url: string, { folder, report, signal }: FetchContext): Promise<string> {
  const tar = await findExecutable('tar');
  if (tar === undefined) throw new Error('the command tar is not on PATH');
  const { archiveUrl, fileToExtract } = await readReleaseInfo(url, signal);
  const checksums = await readChecksums(archiveUrl, url === DEFAULT_URL, signal);
  const name = archiveUrl.pathname.split('/').at(-1) ?? '';
  const expected = findChecksum(checksums, name);
  if (expected === undefined) throw new Error(`checksums.txt of the release does not name ${name}: nothing can be verified`);
  const archive = join(folder, 'temporal.tar.gz');
  const found = await downloadFile(archiveUrl, { path: archive, label: `Temporal ${TEMPORAL_VERSION}`, report, signal });
  if (found !== expected) throw new Error(`checksum mismatch of ${name}: expected ${expected}, got ${found}`);
  await runCommand({ command: tar, arguments: ['-xzf', archive, '-C', folder, fileToExtract], limit: EXTRACT_LIMIT_MS, signal });
  return join(folder, fileToExtract);
}

interface ReleaseInfo {
  readonly archiveUrl: URL;
  readonly fileToExtract: string;
}

async function readReleaseInfo(url: string, signal?: AbortSignal): Promise<ReleaseInfo> {
  const question = new URL(`${url.replace(/\/$/, '')}/cli/v${TEMPORAL_VERSION}`);
  question.searchParams.set('arch', toReleaseArchitecture());
  question.searchParams.set('platform', process.platform === 'win32' ? 'windows' : process.platform);
  question.searchParams.set('format', 'tar.gz');
  const answer = JSON.parse(await downloadText(question, signal)) as Partial<Record<keyof ReleaseInfo, unknown>>;
  const { archiveUrl, fileToExtract } = answer;
  // the name becomes a path and an argument of tar
  if (typeof archiveUrl !== 'string' || typeof fileToExtract !== 'string' || !/^\w[\w.]*$/.test(fileToExtract)) {
    throw new Error(`${question.href} did not answer with archiveUrl and fileToExtract`);
  }
  return { archiveUrl: new URL(archiveUrl), fileToExtract };
}

function toReleaseArchitecture(): string {
  if (process.arch === 'x64') return 'amd64';
  if (process.arch === 'arm64') return 'arm64';
  throw new Error(`there is no release for ${process.arch}`);
}

async function readChecksums(archiveUrl: URL, isDefault: boolean, signal?: AbortSignal): Promise<string> {
  try {
    return await downloadText(new URL('checksums.txt', archiveUrl), signal);
  } catch (error) {
    signal?.throwIfAborted();
    if (!isDefault) throw new Error('no checksums.txt beside the archive: nothing can be verified', { cause: error });
    const base = `https://github.com/temporalio/cli/releases/download/v${TEMPORAL_VERSION}/`;
    return downloadText(new URL('checksums.txt', base), signal);
  }
}

/** Lines are `<sha256>  <file name>`, as sha256sum writes them. */
function findChecksum(checksums: string, name: string): string | undefined {
  const line = checksums.split('\n').find((candidate) => candidate.trim().split(/\s+\*?/)[1] === name);
  return line?.trim().split(/\s+/)[0]?.toLowerCase();
}
