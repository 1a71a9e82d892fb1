import { spawn, type ChildProcess } from 'node:child_process';
import { mkdir, open } from 'node:fs/promises';
import type { Socket } from 'node:net';
import { dirname, extname } from 'node:path';
import { createInterface, type Interface } from 'node:readline';
import { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { DurakitError } from '../../schemas/durakit-error.ts';
import { referToThisProcess } from './process-identity.ts';
import { settleFormerProcess } from './process-record.ts';
import type { SupervisorMessage, SupervisorPlan } from './supervisor-plan.ts';

export interface ManagedProcessOptions extends Omit<SupervisorPlan, 'owner'> {
  /** For messages: `the Temporal server`. */
  readonly name: string;
  /** Let this process end although the child lives (which then ends too). Default false. */
  readonly background?: boolean;
  /** Aborts the start; a started process ends by `stop()`. */
  readonly signal?: AbortSignal | undefined;
}

export interface ProcessExit {
  readonly code: number | null;
  readonly signal: string | null;
}

/** A child that ends with this process, however this process ends. */
export interface ManagedProcess {
  readonly processId: number;
  /** Never rejects. */
  readonly exited: Promise<ProcessExit>;
  /** The stop signal, SIGKILL after the limit; resolves when the process has ended. May be called twice. */
  stop(): Promise<ProcessExit>;
}

const SUPERVISOR = fileURLToPath(new URL(`./supervisor${extname(import.meta.url)}`, import.meta.url));
const SUPERVISOR_MARGIN_MS = 2_000;

/**
 * Starts a program under a supervisor: a small Node process that stops the program when this process is gone.
 * @throws DurakitError FAILED_PRECONDITION: the record file names a living process of a living owner.
 * @throws DurakitError UNAVAILABLE: the program cannot be run.
 */
export async function startManagedProcess(options: ManagedProcessOptions): Promise<ManagedProcess> {
  const { name, background = false, signal, ...plan } = options;
  signal?.throwIfAborted();
  if (plan.recordFile !== undefined) await settleFormerProcess(name, plan.recordFile, { limit: plan.stopLimit, signal });
  const supervisor = await spawnSupervisor({ ...plan, owner: referToThisProcess() });
  const messages = createInterface(supervisor.stdout ?? Readable.from([]));
  const exited = watchExit(supervisor, messages);
  const stop = (): Promise<ProcessExit> => stopSupervisor(supervisor, exited, plan.stopLimit);
  const abort = (): void => void stop();
  signal?.addEventListener('abort', abort);
  try {
    const processId = await waitForStart({ supervisor, messages, name, command: plan.command });
    signal?.throwIfAborted();
    if (background) unreference(supervisor);
    return { processId, exited, stop };
  } catch (error) {
    await stop();
    signal?.throwIfAborted();
    throw error;
  } finally {
    signal?.removeEventListener('abort', abort);
  }
}

async function spawnSupervisor(plan: SupervisorPlan): Promise<ChildProcess> {
  await mkdir(dirname(plan.logFile), { recursive: true });
  const log = await open(plan.logFile, 'a');
  // loaders and test flags of this process are not the supervisor's; the tools that it runs do not need them either
  const { NODE_OPTIONS: _options, NODE_V8_COVERAGE: _coverage, ...environment } = process.env;
  try {
    // detached: Ctrl-C in a terminal reaches only the owner, which then stops things in their order
    return spawn(process.execPath, [SUPERVISOR, JSON.stringify(plan)], {
      detached: true,
      stdio: ['pipe', 'pipe', log.fd],
      env: environment,
    });
  } finally {
    await log.close();
  }
}

function watchExit(supervisor: ChildProcess, messages: Interface): Promise<ProcessExit> {
  let exit: ProcessExit | undefined;
  supervisor.stdin?.on('error', () => undefined); // it may be gone when we write; its exit says so
  onMessage(messages, (message) => {
    if (message.type === 'exited') exit = { code: message.code, signal: message.signal };
  });
  return new Promise((resolve) => {
    supervisor.once('error', () => resolve({ code: null, signal: null }));
    supervisor.once('close', (code, signal) => {
      if (exit === undefined) killGroup(supervisor); // the supervisor was killed: its child must not stay
      resolve(exit ?? { code, signal });
    });
  });
}

interface StartWait {
  readonly supervisor: ChildProcess;
  readonly messages: Interface;
  readonly name: string;
  readonly command: string;
}

function waitForStart({ supervisor, messages, name, command }: StartWait): Promise<number> {
  return new Promise((resolve, reject) => {
    const fail = (reason: string): void =>
      reject(new DurakitError({ status: 'UNAVAILABLE', message: `${name} cannot be run (${command}): ${reason}` }));
    onMessage(messages, (message) => {
      if (message.type === 'started') resolve(message.processId);
      if (message.type === 'failed') fail(message.message);
    });
    supervisor.once('error', (error) => fail(error.message));
    supervisor.once('close', () => fail('its supervisor ended'));
  });
}

async function stopSupervisor(supervisor: ChildProcess, exited: Promise<ProcessExit>, limit: number): Promise<ProcessExit> {
  supervisor.ref();
  supervisor.stdin?.end();
  const timer = setTimeout(() => killGroup(supervisor), limit + SUPERVISOR_MARGIN_MS);
  try {
    return await exited;
  } finally {
    clearTimeout(timer);
  }
}

function killGroup(supervisor: ChildProcess): void {
  if (supervisor.pid === undefined) return;
  try {
    if (process.platform === 'win32') supervisor.kill('SIGKILL');
    else process.kill(-supervisor.pid, 'SIGKILL');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

function onMessage(messages: Interface, listener: (message: SupervisorMessage) => void): void {
  messages.on('line', (line) => listener(JSON.parse(line) as SupervisorMessage));
}

function unreference(supervisor: ChildProcess): void {
  supervisor.unref();
  for (const pipe of [supervisor.stdin, supervisor.stdout]) (pipe as Socket | null)?.unref(); // Node makes pipes of sockets
}
