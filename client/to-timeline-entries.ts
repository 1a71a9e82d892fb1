import { parseActionKey } from '../schemas/action-key.ts';
import { SEARCH_ATTRIBUTES } from '../schemas/search-attributes.ts';
import { CancelledSchema } from './cancelled-details.ts';
import { countPayloadBytes, readPayload, type HistoryEvent } from './history-event.ts';
import type { EntryState, TimelineEntry } from './timeline-entry.ts';
import { toTimelineError, toTimeoutText } from './to-timeline-error.ts';

/** What is known so far: entries by the event that opened them, in order, and the waits that last. */
interface Progress {
  readonly entries: Map<number, TimelineEntry>;
  readonly openWaits: number[];
  /** By the event that started a timer: the wait that it is the limit of. */
  readonly limits: Map<number, number>;
  /** Waits whose timers have ended, and that are closed next. */
  readonly ending: number[];
}

type Handler = (progress: Progress, event: HistoryEvent) => void;

/** What happened in a run, in the order in which it began. */
export function toTimelineEntries(events: readonly HistoryEvent[], { ended }: { ended: boolean }): TimelineEntry[] {
  const progress: Progress = { entries: new Map(), openWaits: [], limits: new Map(), ending: [] };
  for (const event of events) HANDLERS[event.type]?.(progress, event);
  const entries = [...progress.entries.values()];
  return ended ? entries.map(endWithRun) : entries;
}

function endWithRun(entry: TimelineEntry): TimelineEntry {
  return 'state' in entry && entry.state === 'running' ? { ...entry, state: 'unfinished' } : entry;
}

const HANDLERS: Readonly<Record<string, Handler>> = {
  ACTIVITY_TASK_SCHEDULED: openStep,
  ACTIVITY_TASK_STARTED: (progress, event) => {
    const { attempt, lastFailure, scheduledEventId } = event.attributes;
    change(progress, scheduledEventId, {
      ...(attempt !== undefined && { attempts: attempt }),
      ...(lastFailure !== undefined && { lastFailure: toTimelineError(lastFailure) }),
    });
  },
  ACTIVITY_TASK_COMPLETED: closeStep('completed'),
  ACTIVITY_TASK_FAILED: closeStep('failed'),
  ACTIVITY_TASK_TIMED_OUT: closeStep('timed_out'),
  ACTIVITY_TASK_CANCELED: closeStep('cancelled'),
  TIMER_STARTED: openTimer,
  TIMER_FIRED: closeTimer('completed'),
  TIMER_CANCELED: closeTimer('cancelled'),
  START_CHILD_WORKFLOW_EXECUTION_INITIATED: openChild,
  START_CHILD_WORKFLOW_EXECUTION_FAILED: closeChild('failed'),
  CHILD_WORKFLOW_EXECUTION_COMPLETED: closeChild('completed'),
  CHILD_WORKFLOW_EXECUTION_FAILED: closeChild('failed'),
  CHILD_WORKFLOW_EXECUTION_TIMED_OUT: closeChild('timed_out'),
  CHILD_WORKFLOW_EXECUTION_CANCELED: closeChild('cancelled'),
  CHILD_WORKFLOW_EXECUTION_TERMINATED: closeChild('terminated'),
  UPSERT_WORKFLOW_SEARCH_ATTRIBUTES: openOrCloseWait,
  WORKFLOW_EXECUTION_SIGNALED: (progress, event) => {
    const { signalName = '', input } = event.attributes;
    add(progress, { ...toBase(event), kind: 'signal', name: signalName, inputBytes: countPayloadBytes(input) });
  },
  WORKFLOW_EXECUTION_CANCEL_REQUESTED: (progress, event) => {
    const { cause } = event.attributes;
    add(progress, { ...toBase(event), kind: 'cancel', ...(cause && { reason: cause }) });
  },
  WORKFLOW_TASK_FAILED: (progress, event) => {
    const { failure, cause = '' } = event.attributes;
    const reason = failure === undefined ? cause : toTimelineError(failure).message;
    add(progress, { ...toBase(event), kind: 'problem', message: `the flow's code could not go on: ${reason}` });
  },
  WORKFLOW_TASK_TIMED_OUT: (progress, event) => {
    add(progress, { ...toBase(event), kind: 'problem', message: `a worker was lost (${toTimeoutText(event.attributes.timeoutType)})` });
  },
};

function openStep(progress: Progress, event: HistoryEvent): void {
  const { activityId = '', activityType, input } = event.attributes;
  const key = activityType?.name ?? '';
  const name = parseActionKey(key)?.name ?? key;
  add(progress, {
    ...toBase(event),
    kind: 'step',
    state: 'running',
    name,
    key,
    activityId,
    ...(event.summary !== undefined && event.summary !== name && { summary: event.summary }),
    inputBytes: countPayloadBytes(input),
  });
}

function closeStep(state: EntryState): Handler {
  return (progress, event) => {
    const { scheduledEventId, result, failure, details } = event.attributes;
    change(progress, scheduledEventId, {
      ...(state === 'cancelled' && CancelledSchema.safeParse(readPayload(details?.payloads?.[0])).data),
      state,
      ...toDuration(progress, scheduledEventId, event),
      ...(state === 'completed' && { resultBytes: countPayloadBytes(result) }),
      ...(failure !== undefined && { error: toTimelineError(failure) }),
    });
  };
}

const WAIT_PREFIX = 'waiting for ';

function openTimer(progress: Progress, event: HistoryEvent): void {
  const timeoutMilliseconds = Math.round(Number.parseFloat(event.attributes.startToFireTimeout ?? '0') * 1000);
  const wait = progress.openWaits.at(-1);
  // A wait with a timeout has a timer of its own: it is the wait's, not another thing that happens.
  if (event.summary?.startsWith(WAIT_PREFIX) === true && wait !== undefined) {
    change(progress, wait, { name: event.summary.slice(WAIT_PREFIX.length), timeoutMilliseconds });
    progress.limits.set(event.id, wait);
    return;
  }
  add(progress, { ...toBase(event), kind: 'timer', state: 'running', name: event.summary ?? 'timer', timeoutMilliseconds });
}

function closeTimer(state: EntryState): Handler {
  return (progress, event) => {
    const { startedEventId } = event.attributes;
    const wait = startedEventId === undefined ? undefined : progress.limits.get(startedEventId);
    if (wait !== undefined) progress.ending.push(wait);
    change(progress, startedEventId, { state, ...toDuration(progress, startedEventId, event) });
  };
}

function openChild(progress: Progress, event: HistoryEvent): void {
  const { workflowType, workflowId = '', input } = event.attributes;
  const name = workflowType?.name ?? '';
  add(progress, { ...toBase(event), kind: 'child', state: 'running', name, workflowId, inputBytes: countPayloadBytes(input) });
}

function closeChild(state: EntryState): Handler {
  return (progress, event) => {
    const { initiatedEventId, result, failure } = event.attributes;
    change(progress, initiatedEventId, {
      state,
      ...toDuration(progress, initiatedEventId, event),
      ...(state === 'completed' && { resultBytes: countPayloadBytes(result) }),
      ...(failure !== undefined && { error: toTimelineError(failure) }),
    });
  };
}

/** A run says `waiting` when a wait begins and `running` when it ends. Of several at once that have no timer the oldest is closed first. */
function openOrCloseWait(progress: Progress, event: HistoryEvent): void {
  const { openWaits, ending } = progress;
  const status = readPayload(event.attributes.searchAttributes?.indexedFields?.[SEARCH_ATTRIBUTES.status]);
  if (status === 'waiting') {
    add(progress, { ...toBase(event), kind: 'wait', state: 'running' });
    openWaits.push(event.id);
  } else if (status === 'running') {
    const wait = ending.shift() ?? openWaits[0];
    if (wait !== undefined) openWaits.splice(openWaits.indexOf(wait), 1);
    change(progress, wait, { state: 'completed', ...toDuration(progress, wait, event) });
  }
}

function add({ entries }: Progress, entry: TimelineEntry): void {
  entries.set(entry.eventId, entry);
}

/** The patches above are made for the kind of entry that the event closes, which the compiler cannot know. */
function change({ entries }: Progress, eventId: number | undefined, patch: object): void {
  const entry = eventId === undefined ? undefined : entries.get(eventId);
  if (entry !== undefined) entries.set(entry.eventId, { ...entry, ...patch });
}

function toBase(event: HistoryEvent): { eventId: number; at: string } {
  return { eventId: event.id, at: event.time };
}

function toDuration({ entries }: Progress, eventId: number | undefined, end: HistoryEvent): { durationMilliseconds?: number } {
  const entry = eventId === undefined ? undefined : entries.get(eventId);
  return entry === undefined ? {} : { durationMilliseconds: Date.parse(end.time) - Date.parse(entry.at) };
}
