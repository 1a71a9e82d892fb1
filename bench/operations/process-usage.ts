import { readFile } from 'node:fs/promises';

/** What a process takes. */
export interface ProcessUsage {
  /** In memory now, in MB. */
  readonly residentMegabytes: number;
  /** User and system, since it began. */
  readonly cpuSeconds: number;
}

/** Linux counts in these, whatever the machine. */
const TICKS_PER_SECOND = 100;
const KILOBYTES_PER_MEGABYTE = 1_024;

/** From `/proc`; undefined on other systems than Linux, and for a process that has ended. */
export async function readProcessUsage(processId: number | undefined): Promise<ProcessUsage | undefined> {
  if (processId === undefined || process.platform !== 'linux') return undefined;
  const read = (file: string): Promise<string> => readFile(`/proc/${processId}/${file}`, 'utf8').catch(() => '');
  const [status, stat] = await Promise.all([read('status'), read('stat')]);
  if (status === '' || stat === '') return undefined;
  const resident = Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? 0) / KILOBYTES_PER_MEGABYTE;
  // the name of the program, in brackets, may hold anything
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const [user = 0, system = 0] = fields.slice(11, 13).map(Number);
  return { residentMegabytes: Math.round(resident), cpuSeconds: (user + system) / TICKS_PER_SECOND };
}
