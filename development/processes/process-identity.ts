import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** A process that a file speaks of: the number alone is not enough, numbers are used again. */
export interface ProcessReference {
  readonly processId: number;
  /** From {@link readProcessIdentity}. */
  readonly identity: string;
}

/**
 * Text that tells this process from any earlier or later one of the same number: boot and start time.
 * Undefined where no such process lives; a zombie does not live.
 */
export function readProcessIdentity(processId: number): string | undefined {
  if (process.platform === 'linux') return readLinuxIdentity(processId);
  if (!isSignalable(processId)) return undefined;
  if (process.platform === 'win32') return 'alive';
  return readPsIdentity(processId);
}

/** A reference to the process that runs this code. */
export function referToThisProcess(): ProcessReference {
  return { processId: process.pid, identity: readProcessIdentity(process.pid) ?? 'alive' };
}

/** True while exactly that process lives. */
export function isLiveProcess(reference: ProcessReference): boolean {
  return readProcessIdentity(reference.processId) === reference.identity;
}

/** The command line of a living process, empty where the system does not tell. */
export function readCommandLine(processId: number): string {
  try {
    if (process.platform === 'linux') return readFileSync(`/proc/${processId}/cmdline`, 'utf8').replaceAll('\0', ' ');
    return execFileSync('ps', ['-o', 'command=', '-p', String(processId)], { encoding: 'utf8' });
  } catch {
    return '';
  }
}

function readLinuxIdentity(processId: number): string | undefined {
  try {
    const stat = readFileSync(`/proc/${processId}/stat`, 'utf8');
    // the name in parentheses may hold spaces: the fields are counted from behind it (state is 0, start time 19)
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    if (fields[0] === 'Z' || fields[0] === 'X') return undefined;
    return `${readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()}/${fields[19] ?? ''}`;
  } catch {
    return undefined;
  }
}

function readPsIdentity(processId: number): string | undefined {
  try {
    const environment = { ...process.env, LC_ALL: 'C' };
    const line = execFileSync('ps', ['-o', 'state=,lstart=', '-p', String(processId)], { encoding: 'utf8', env: environment });
    const [state, ...started] = line.trim().split(/\s+/);
    return state === undefined || state === '' || state.startsWith('Z') ? undefined : started.join(' ');
  } catch {
    return undefined;
  }
}

function isSignalable(processId: number): boolean {
  try {
    process.kill(processId, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
