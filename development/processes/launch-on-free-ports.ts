import { rename } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { findFreePort } from '../find-free-port.ts';
import { readLogTail } from './read-log-tail.ts';

export interface LaunchOptions<TRunning> {
  /** First choices, in order; they come out different from each other. */
  readonly preferred: readonly number[];
  /** Kept under `<name>.former` when a new one begins. */
  readonly logFile: string;
  readonly signal?: AbortSignal | undefined;
  readonly launch: (ports: readonly number[]) => Promise<TRunning>;
}

const ATTEMPTS = 30;
const PAUSE_MS = 100;
const LOG_LINES = 40;

/**
 * Launches a server on free ports, again when its log says that another process took one in between, or that the
 * children of a killed PostgreSQL have not all noticed yet. Only the log says these things.
 */
export async function launchOnFreePorts<TRunning>(options: LaunchOptions<TRunning>): Promise<TRunning> {
  const { preferred, logFile, signal, launch } = options;
  const lost = new Set<number>();
  for (let attempt = 1; ; attempt++) {
    await rename(logFile, `${logFile}.former`).catch(() => undefined); // the first start has none
    const ports = await findFreePorts(preferred, lost);
    try {
      return await launch(ports);
    } catch (error) {
      const log = await readLogTail(logFile, LOG_LINES);
      const isPortLost = /address already in use/i.test(log);
      const isLeaving = /pre-existing shared memory block/i.test(log);
      if (attempt === ATTEMPTS || signal?.aborted === true || !(isPortLost || isLeaving)) throw error;
      if (isPortLost) for (const port of ports) lost.add(port);
    }
    await sleep(PAUSE_MS, undefined, { signal });
  }
}

async function findFreePorts(preferred: readonly number[], lost: ReadonlySet<number>): Promise<number[]> {
  const ports: number[] = [];
  for (const first of preferred) ports.push(await findFreePort(first, new Set([...lost, ...ports])));
  return ports;
}
