import { DurakitError } from '../schemas/durakit-error.ts';
import { countPayloadBytes, HistorySchema, type HistoryEvent } from './history-event.ts';
import type { TimelineEntry, TimelineError } from './timeline-entry.ts';
import { toTimelineEntries } from './to-timeline-entries.ts';
import { toTimelineError } from './to-timeline-error.ts';

/** A run as its history tells it. */
export interface Timeline {
  readonly flow: string;
  /** Missing in histories of old servers. */
  readonly workflowId?: string;
  readonly taskQueue: string;
  readonly status: 'running' | 'completed' | 'failed' | 'timed_out' | 'cancelled' | 'terminated' | 'continued_as_new';
  readonly startedAt: string;
  readonly closedAt?: string;
  readonly durationMilliseconds?: number;
  readonly inputBytes: number;
  readonly resultBytes?: number;
  readonly error?: TimelineError;
  readonly events: number;
  readonly entries: readonly TimelineEntry[];
}

const END_TYPES: Readonly<Record<string, Exclude<Timeline['status'], 'running'>>> = {
  WORKFLOW_EXECUTION_COMPLETED: 'completed',
  WORKFLOW_EXECUTION_FAILED: 'failed',
  WORKFLOW_EXECUTION_TIMED_OUT: 'timed_out',
  WORKFLOW_EXECUTION_CANCELED: 'cancelled',
  WORKFLOW_EXECUTION_TERMINATED: 'terminated',
  WORKFLOW_EXECUTION_CONTINUED_AS_NEW: 'continued_as_new',
};

/** Reads a history (Temporal's JSON, as `handle.history()` gives it). Throws INVALID_ARGUMENT for what is none. */
export function toTimeline(history: unknown): Timeline {
  const { events } = parse(history);
  const [start] = events;
  if (start?.type !== 'WORKFLOW_EXECUTION_STARTED') throw notAHistory('its first event is not the start of a run');
  const end = events.findLast(({ type }) => Object.hasOwn(END_TYPES, type));
  const { workflowType, workflowId, taskQueue, input } = start.attributes;
  return {
    flow: workflowType?.name ?? '',
    ...(workflowId !== undefined && { workflowId }),
    taskQueue: taskQueue?.name ?? '',
    status: END_TYPES[end?.type ?? ''] ?? 'running',
    startedAt: start.time,
    ...(end !== undefined && toEnd(end, start)),
    inputBytes: countPayloadBytes(input),
    events: events.length,
    entries: toTimelineEntries(events, { ended: end !== undefined }),
  };
}

function toEnd(end: HistoryEvent, start: HistoryEvent): Partial<Timeline> {
  const { failure, result, reason } = end.attributes;
  const message = end.type === 'WORKFLOW_EXECUTION_TERMINATED' && reason ? `terminated: ${reason}` : undefined;
  return {
    closedAt: end.time,
    durationMilliseconds: Date.parse(end.time) - Date.parse(start.time),
    ...(end.type === 'WORKFLOW_EXECUTION_COMPLETED' && { resultBytes: countPayloadBytes(result) }),
    ...(failure !== undefined && { error: toTimelineError(failure) }),
    ...(message !== undefined && { error: { status: 'ABORTED', message } }),
  };
}

function parse(history: unknown): { events: readonly HistoryEvent[] } {
  const parsed = HistorySchema.safeParse(history);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw notAHistory(`${issue?.path.join('.') ?? ''}: ${issue?.message ?? 'unreadable'}`);
}

function notAHistory(reason: string): DurakitError {
  return new DurakitError({
    status: 'INVALID_ARGUMENT',
    message: `This is not the history of a run (${reason}). Histories are written by \`durakit export\`, the Temporal UI and its CLI.`,
  });
}
