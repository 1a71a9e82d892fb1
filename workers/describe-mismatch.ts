/** What the code does, by the SDK core's names for it (`Timer machine`, `CompleteWorkflowMachine`). */
const DOINGS: Readonly<Record<string, string>> = {
  activity: 'a step',
  timer: 'a sleep',
  childworkflow: 'a child run',
  completeworkflow: 'its end',
  failworkflow: 'an error that ends it',
  cancelworkflow: 'its cancellation',
  upsertworkflowsearchattributes: 'a wait',
  upsertsearchattributes: 'a wait',
};

/** What a history has, by the event's type. */
const EVENTS: Readonly<Record<string, string>> = {
  ActivityTaskScheduled: 'a step',
  TimerStarted: 'a sleep',
  StartChildWorkflowExecutionInitiated: 'a child run',
  WorkflowExecutionCompleted: 'its end',
  UpsertWorkflowSearchAttributes: 'a wait',
};

/** Where code and history part. Undefined in both names: the message says it in its own way. */
export interface Mismatch {
  /** What the run did: an action's key, or some words. */
  readonly recorded: string | undefined;
  /** Number of the event in the history, where the message has it. */
  readonly eventId: number | undefined;
  /** What the code does now instead. */
  readonly now: string | undefined;
  /** The SDK core's words, without what surrounds them. */
  readonly message: string;
}

/** Reads the message of a nondeterminism error of the SDK core; undefined for another message. */
export function readMismatch(text: string): Mismatch | undefined {
  const message = /Nondeterminism error: (.*?)(?:", source: |$)/s.exec(text)?.[1];
  if (message === undefined) return undefined;
  const [, recorded, now] = /type of scheduled event '(.+?)' does not match \w+(?: \w+)? type of .*?command '(.+?)'/i.exec(message) ?? [];
  if (recorded !== undefined) return { recorded, eventId: undefined, now, message };
  const [, id, event = ''] = /HistoryEvent\(id: (\d+), (\w+)\)/.exec(message) ?? [];
  const machine = /^(.*?) ?machine does not handle/i.exec(message)?.[1]?.replaceAll(/\W/g, '').toLowerCase();
  const doing = machine === undefined ? undefined : DOINGS[machine];
  return { recorded: EVENTS[event], eventId: id === undefined ? undefined : Number(id), now: doing ?? nothingOf(message), message };
}

function nothingOf(message: string): string | undefined {
  return /^No command scheduled for event/.test(message) ? 'nothing' : undefined;
}

/** An event of a history, in Temporal's JSON or as the server sends it. */
export interface NamedEvent {
  readonly activityTaskScheduledEventAttributes?: { readonly activityType?: { readonly name?: string | null } | null } | null;
  readonly startChildWorkflowExecutionInitiatedEventAttributes?: {
    readonly workflowType?: { readonly name?: string | null } | null;
  } | null;
}

/** The names around a mismatch that its message lacks. */
export interface MismatchSurroundings {
  readonly event?: NamedEvent | undefined;
  /** `file:line` of what the code does, by its key; of the flow for anything else. */
  readonly placeOf: (key: string | undefined) => string | undefined;
}

/** `where it has /step/main/first, the code now has /step/main/renamed (app.ts:4)` */
export function describeMismatch({ recorded, now, message, eventId }: Mismatch, { event, placeOf }: MismatchSurroundings): string {
  if (recorded === undefined || now === undefined) return message;
  const name =
    event?.activityTaskScheduledEventAttributes?.activityType?.name ??
    event?.startChildWorkflowExecutionInitiatedEventAttributes?.workflowType?.name;
  const place = placeOf(now.startsWith('/') ? now : undefined);
  const what = name === undefined || name === null ? recorded : name;
  const where = eventId === undefined ? '' : ` (event ${eventId} of its history)`;
  return `where it has ${what}${where}, the code now has ${now}${place === undefined ? '' : ` (${place})`}`;
}
