import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { access, chmod, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

/** A shell program that answers `--version` as the Temporal CLI does. */
export const FAKE_TEMPORAL = '#!/bin/sh\necho "temporal version 9.9.9 (fake)"\n';

/** A PATH and a cache of a test's own. */
export interface FakeMachine {
  readonly folder: string;
  readonly cache: string;
  /** For `process.env`: only the tools that every system has, and what `install` added. */
  readonly path: string;
  /** Puts a shell script on PATH. */
  install(name: string, script: string): Promise<string>;
  remove(): Promise<void>;
}

export async function createFakeMachine(): Promise<FakeMachine> {
  const folder = await mkdtemp(join(tmpdir(), 'durakit-machine-'));
  const path = join(folder, 'bin');
  await mkdir(path);
  for (const tool of ['sh', 'tar', 'gzip', 'sleep', 'cat', 'cp', 'mkdir', 'chmod']) await linkTool(tool, path);
  const install = async (name: string, script: string): Promise<string> => {
    const program = join(path, name);
    await writeFile(program, script);
    await chmod(program, 0o755);
    return program;
  };
  return { folder, cache: join(folder, 'cache'), path, install, remove: () => rm(folder, { recursive: true, force: true }) };
}

async function linkTool(name: string, folder: string): Promise<void> {
  for (const system of ['/bin', '/usr/bin']) {
    const exists = await access(join(system, name)).then(
      () => true,
      () => false,
    );
    if (exists) return symlink(join(system, name), join(folder, name));
  }
}

/** A loopback server that behaves as Temporal's download service does. */
export interface ReleaseServer {
  readonly url: string;
  /** Paths that were asked for, in order. */
  readonly asked: string[];
  close(): Promise<void>;
}

export interface ReleaseServerOptions {
  /** What checksums.txt says; `undefined`: there is none. Default: the truth. */
  readonly checksum?: string | undefined;
  /** The archive is sent when this resolves. */
  readonly hold?: Promise<unknown>;
}

export async function startReleaseServer(machine: FakeMachine, options: ReleaseServerOptions = {}): Promise<ReleaseServer> {
  const archive = await packTemporal(machine.folder);
  const { checksum = 'checksum' in options ? undefined : createHash('sha256').update(archive).digest('hex'), hold } = options;
  const asked: string[] = [];
  const listener: RequestListener = (request, response) => {
    const url = new URL(request.url ?? '/', `http://${request.headers.host}`);
    asked.push(url.pathname);
    if (url.pathname.startsWith('/cli/v')) {
      response.end(JSON.stringify({ archiveUrl: new URL('/assets/temporal.tar.gz', url).href, fileToExtract: 'temporal' }));
    } else if (url.pathname === '/assets/temporal.tar.gz') {
      void Promise.resolve(hold).then(() => response.end(archive));
    } else if (url.pathname === '/assets/checksums.txt' && checksum !== undefined) {
      response.end(`${'0'.repeat(64)}  another.tar.gz\n${checksum}  temporal.tar.gz\n`);
    } else {
      response.writeHead(404).end();
    }
  };
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const close = async (): Promise<void> => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  };
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, asked, close };
}

async function packTemporal(folder: string): Promise<Buffer> {
  const content = join(folder, 'release');
  await mkdir(content, { recursive: true });
  await writeFile(join(content, 'temporal'), FAKE_TEMPORAL);
  await promisify(execFile)('tar', ['-czf', join(folder, 'release.tar.gz'), '-C', content, 'temporal']);
  return readFile(join(folder, 'release.tar.gz'));
}
