import { SEARCH_ATTRIBUTES } from '../../schemas/search-attributes.ts';

/**
 * The development server has one shard, and its queues are polled 20 times a second by default: each step then
 * waits some 40 ms in "scheduled". Timers are read a second ahead by default, and one that is set within that second fires at its end: a retry
 * after 20 ms then takes a second. The request limits are those of a small shared cluster, which one busy test exceeds.
 */
const DYNAMIC_CONFIGURATION: Readonly<Record<string, number | string>> = {
  'history.transferProcessorMaxPollRPS': 10_000,
  'history.timerProcessorMaxPollRPS': 10_000,
  'history.timerProcessorMaxTimeShift': '"10ms"',
  'history.visibilityProcessorMaxPollRPS': 10_000,
  'history.rps': 100_000,
  'history.persistenceMaxQPS': 100_000,
  'frontend.rps': 100_000,
  'frontend.namespaceRPS': 100_000,
  'frontend.namespaceRPS.visibility': 10_000,
  'frontend.namespaceCount': 10_000,
  'frontend.persistenceMaxQPS': 100_000,
  'matching.rps': 100_000,
  'matching.persistenceMaxQPS': 100_000,
  'worker.persistenceMaxQPS': 10_000,
  // with more partitions a task and its poller miss each other, and the task is forwarded or stored first
  'matching.numTaskqueueReadPartitions': 1,
  'matching.numTaskqueueWritePartitions': 1,
};

/**
 * WAL with NORMAL: a commit waits for no disk, so a step costs about as much as in memory; a killed server loses nothing
 * (the system holds what was written). Only a power cut may lose the last moments, and the file stays whole. OFF is not
 * faster by much, and a power cut then may destroy the file.
 */
const SQLITE_PRAGMAS: Readonly<Record<string, string>> = { journal_mode: 'WAL', synchronous: 'NORMAL' };

export interface TemporalArgumentsOptions {
  readonly databaseFile: string;
  readonly port: number;
  readonly namespace: string;
  /** Undefined: no UI. */
  readonly uiPort: number | undefined;
}

/** The arguments of `temporal` for a development server on 127.0.0.1. */
export function createTemporalArguments({ databaseFile, port, namespace, uiPort }: TemporalArgumentsOptions): string[] {
  return [
    ...['server', 'start-dev', '--ip', '127.0.0.1', '--port', String(port), '--log-level', 'warn'],
    ...['--db-filename', databaseFile, '--namespace', namespace],
    ...(uiPort === undefined ? ['--headless'] : ['--ui-port', String(uiPort)]),
    ...Object.values(SEARCH_ATTRIBUTES).flatMap((name) => ['--search-attribute', `${name}=Keyword`]),
    ...toPairs('--sqlite-pragma', SQLITE_PRAGMAS),
    ...toPairs('--dynamic-config-value', DYNAMIC_CONFIGURATION),
  ];
}

function toPairs(flag: string, values: Readonly<Record<string, string | number>>): string[] {
  return Object.entries(values).flatMap(([name, value]) => [flag, `${name}=${value}`]);
}
