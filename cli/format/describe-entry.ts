import type { PendingAttempt } from '../../client/pending-attempt.ts';
import type { ChildEntry, StepEntry, TimelineEntry, TimelineError } from '../../client/timeline-entry.ts';
import type { Style } from '../terminal.ts';
import { formatBytes } from './format-bytes.ts';
import { formatDuration } from './format-duration.ts';
import { statusStyle } from './format-runs.ts';

/** One entry of a timeline: a mark, cells that are aligned with those of the others, and lines below it. */
export interface EntryText {
  readonly mark: string;
  readonly style: Style;
  readonly cells: readonly string[];
  readonly notes: readonly string[];
}

/** What an entry is told with. */
export interface EntrySurroundings {
  readonly now: number;
  /** Of a step that has not ended. */
  readonly pending?: PendingAttempt | undefined;
}

const MARKS: Readonly<Record<string, string>> = {
  completed: '✓',
  failed: '✗',
  timed_out: '✗',
  terminated: '✗',
  cancelled: '∅',
  unfinished: '∅',
  running: '…',
};

/** An entry in words. */
export function describeEntry(entry: TimelineEntry, surroundings: EntrySurroundings): EntryText {
  switch (entry.kind) {
    case 'step':
      return { ...markOf(entry.state), cells: [entry.name, stateOf(entry), sizesOf(entry)], notes: stepNotes(entry, surroundings) };
    case 'child':
      return {
        ...markOf(entry.state),
        cells: [`flow ${entry.name}`, stateOf(entry), sizesOf(entry)],
        notes: [entry.workflowId, ...errorNote(entry.error)],
      };
    case 'timer':
      return { ...markOf(entry.state), cells: [entry.name, stateOf(entry)], notes: [] };
    case 'wait': {
      const limit = entry.timeoutMilliseconds === undefined ? [] : [`at most ${formatDuration(entry.timeoutMilliseconds)}`];
      return { ...markOf(entry.state), cells: [`waiting for ${toEventText(entry.name)}`, stateOf(entry), ...limit], notes: [] };
    }
    case 'signal':
      return { mark: '→', style: 'cyan', cells: [`event ${entry.name}`, '', formatBytes(entry.inputBytes)], notes: [] };
    case 'cancel':
      return { mark: '!', style: 'yellow', cells: [`cancel requested${entry.reason === undefined ? '' : `: ${entry.reason}`}`], notes: [] };
    case 'problem':
      return { mark: '!', style: 'red', cells: [entry.message], notes: [] };
  }
}

/** An answer to a tool's question comes as an event, whose name says whose it is. */
function toEventText(name = 'an event'): string {
  return name.replace(/^reply\//, 'the answer to ');
}

function markOf(state: string): Pick<EntryText, 'mark' | 'style'> {
  return { mark: MARKS[state] ?? '?', style: state === 'unfinished' ? 'yellow' : statusStyle(state) };
}

/** `1.2 s`, with the state where it is not the good one. */
function stateOf({ state, durationMilliseconds }: { state: string; durationMilliseconds?: number }): string {
  const duration = durationMilliseconds === undefined ? '' : formatDuration(durationMilliseconds);
  return state === 'completed' ? duration : [state.replace('_', ' '), duration].filter((text) => text !== '').join(', ');
}

function sizesOf({ inputBytes, resultBytes }: StepEntry | ChildEntry): string {
  return resultBytes === undefined ? formatBytes(inputBytes) : `${formatBytes(inputBytes)} → ${formatBytes(resultBytes)}`;
}

function stepNotes({ summary, attempts = 1, error, lastFailure, partial }: StepEntry, { now, pending }: EntrySurroundings): string[] {
  return [
    ...(summary === undefined ? [] : [summary]),
    ...(attempts > 1 ? [`${attempts} tries${lastFailure === undefined ? '' : `; before the last: ${toText(lastFailure)}`}`] : []),
    ...errorNote(error),
    ...(partial === undefined ? [] : [`said before it was stopped: ${toExcerpt(partial.text)}`]),
    ...(pending === undefined ? [] : pendingNotes(pending, now)),
  ];
}

function pendingNotes(
  { state, attempt, maximumAttempts, lastFailure, nextAttemptAt, attemptStartedAt }: PendingAttempt,
  now: number,
): string[] {
  const of = maximumAttempts === undefined ? '' : ` of ${maximumAttempts}`;
  const since = attemptStartedAt === undefined ? '' : ` for ${formatDuration(Math.max(0, now - Date.parse(attemptStartedAt)))}`;
  const wait = nextAttemptAt === undefined ? 0 : Date.parse(nextAttemptAt) - now;
  const next = wait > 0 ? `comes in ${formatDuration(wait)}` : 'waits for a worker';
  return [
    `try ${attempt}${of} ${state === 'scheduled' ? next : `${state}${since}`}`,
    ...(lastFailure === undefined ? [] : [`the last try failed: ${toText(lastFailure)}`]),
  ];
}

const EXCERPT_LENGTH = 100;

/** One line; `--json` has all of it. */
function toExcerpt(text: string): string {
  const line = text.replaceAll(/\s+/g, ' ').trim();
  return line.length <= EXCERPT_LENGTH ? line : `${line.slice(0, EXCERPT_LENGTH)} … (${text.length} characters)`;
}

function errorNote(error: TimelineError | undefined): string[] {
  return error === undefined ? [] : [toText(error)];
}

function toText({ status, message }: TimelineError): string {
  const [first = '', ...rest] = message.split('\n');
  return `${status}: ${first}${rest.length === 0 ? '' : ' …'}`;
}
