import type { PendingAttempt } from '../../client/pending-attempt.ts';
import type { RunReport } from '../../client/run-report.ts';
import type { Style } from '../terminal.ts';
import { formatBytes } from './format-bytes.ts';
import { formatInterrupts } from './format-interrupts.ts';
import { formatDuration } from './format-duration.ts';
import { describeEntry } from './describe-entry.ts';
import { statusStyle } from './format-runs.ts';
import { formatTable } from './format-table.ts';
import { formatTime } from './format-time.ts';

/** How to write. */
export interface FormatRunOptions {
  readonly style: (style: Style, text: string) => string;
  /** Milliseconds since 1970. */
  readonly now: number;
}

/** Lines of `durakit show`: a header, then what happened in the order in which it began. */
export function formatRun(run: RunReport, options: FormatRunOptions): string[] {
  const pending = new Map(run.pending.map((attempt) => [attempt.activityId, attempt]));
  const entries = run.entries.map((entry) =>
    describeEntry(entry, { now: options.now, pending: entry.kind === 'step' ? pending.get(entry.activityId) : undefined }),
  );
  const offsets = run.entries.map(({ at }) => `+${formatDuration(Math.max(0, Date.parse(at) - Date.parse(run.startedAt)))}`);
  const width = Math.max(0, ...offsets.map(({ length }) => length));
  const lines = formatTable(entries.map(({ cells }) => cells));
  return [
    ...formatHeader(run, options),
    ...(entries.length === 0 ? [] : ['']),
    ...entries.flatMap(({ mark, style, notes }, index) => [
      `${options.style('dim', (offsets[index] ?? '').padStart(width))}  ${options.style(style, mark)} ${lines[index] ?? ''}`,
      ...notes.map((note) => `${' '.repeat(width + 4)}${options.style('dim', note)}`),
    ]),
    ...formatOrphans(run, pending),
    ...formatQuestions(run, options),
  ];
}

function formatHeader(run: RunReport, { style, now }: FormatRunOptions): string[] {
  const lasted = run.durationMilliseconds ?? Math.max(0, now - Date.parse(run.startedAt));
  const status = style(statusStyle(run.status), run.status.replaceAll('_', ' '));
  const result = run.resultBytes === undefined ? '' : ` → ${formatBytes(run.resultBytes)}`;
  const rows = [
    ['workflow id', run.workflowId],
    ['started', formatTime(run.startedAt)],
    ['task queue', run.taskQueue],
    ['history', `${run.events} events, ${formatBytes(run.historyBytes)}`],
    ['input → result', `${formatBytes(run.inputBytes)}${result}`],
    ...(run.error === undefined
      ? []
      : [
          [
            'error',
            `${run.error.step === undefined ? '' : `step '${run.error.step}': `}${run.error.status}: ${firstLine(run.error.message)}`,
          ],
        ]),
  ];
  return [
    `${style('bold', run.flow)}  ${status} ${run.closedAt === undefined ? 'for' : 'after'} ${formatDuration(lasted)}`,
    ...formatTable(rows).map((line) => `  ${line}`),
  ];
}

function formatQuestions({ workflowId, interrupts }: RunReport, { style }: FormatRunOptions): string[] {
  if (interrupts.length === 0) return [];
  return [
    '',
    style('bold', `waits for an answer (durakit respond ${workflowId} <tool> '<json>')`),
    ...formatInterrupts(interrupts).map((line) => `  ${line}`),
  ];
}

/** Steps that the description knows and the history, read a moment before or after, does not. */
function formatOrphans({ entries }: RunReport, pending: ReadonlyMap<string, PendingAttempt>): string[] {
  const known = new Set(entries.map((entry) => (entry.kind === 'step' ? entry.activityId : '')));
  return [...pending.values()]
    .filter(({ activityId }) => !known.has(activityId))
    .map(({ key, attempt }) => `  ${key} pending, try ${attempt}`);
}

/** Messages of many lines (validation errors) are whole in `--json`. */
function firstLine(text: string): string {
  const [first = '', ...rest] = text.split('\n').filter((line) => line.trim() !== '');
  return rest.length === 0 ? first : `${first} ${rest[0] ?? ''}${rest.length > 1 ? ' …' : ''}`;
}
