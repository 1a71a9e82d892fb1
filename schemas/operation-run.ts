import type { ActionContext } from './action-context.ts';
import type { Operation } from './operation.ts';
import type { ArtefactMode, OperationSettings, PollSchedule } from './operation-settings.ts';

/** The second argument of an operation's workflow; the first is the request. */
export interface OperationEnvelope {
  readonly context?: ActionContext;
  /** The job, where it was started elsewhere: then it is only followed. */
  readonly operation?: Operation;
  /** What is known of its model. */
  readonly settings?: OperationSettings;
}

/** What an activity of an operation does; the action is in the activity's type. */
export type OperationTask =
  /** `id`: of the operation, which stays the same whenever the start is tried. `again`: the try that was in doubt and that a person gave up. */
  | { readonly kind: 'start'; readonly id: string; readonly again?: string }
  /** A person named the job of a start in doubt. */
  | { readonly kind: 'adopt'; readonly id: string; readonly operation: Operation }
  /** `now`: without the first wait. */
  | { readonly kind: 'poll'; readonly schedule: PollSchedule; readonly now?: boolean }
  | { readonly kind: 'cancel' }
  | { readonly kind: 'artefacts'; readonly mode: ArtefactMode };

/** A start whose end nobody has seen. */
export interface OperationDoubt {
  readonly idempotencyKey: string;
  /** When the request was first sent, ISO 8601. */
  readonly since: string;
  /** The try that sent it. */
  readonly holder: string;
  /** What is known beyond that. */
  readonly reason: string;
}

/** How a start ended. What the vendor refused is an error instead. */
export type StartOutcome = { readonly settings: OperationSettings } & (
  { readonly state: 'started'; readonly operation: Operation } | { readonly state: 'in_doubt'; readonly doubt: OperationDoubt }
);

/** The workflow type of operations of a model. */
export function toOperationWorkflowType(model: string): string {
  return `${TYPE_PREFIX}${model}`;
}

/** The model of an operation's workflow type; undefined for every other type. */
export function fromOperationWorkflowType(type: string): string | undefined {
  return type.startsWith(TYPE_PREFIX) ? type.slice(TYPE_PREFIX.length) : undefined;
}

/** The workflow id of an operation. Slashes of the model's name are encoded: two models never share an id. */
export function toOperationWorkflowId(model: string, id: string): string {
  return `${TYPE_PREFIX}${encodeURIComponent(model)}/${id}`;
}

/** The workflow id under which a job of a vendor is followed that was started elsewhere. */
export function toFollowedId(model: string, job: string): string {
  return toOperationWorkflowId(model, `job/${encodeURIComponent(job)}`);
}

const TYPE_PREFIX = 'operation/';

/** The memo that holds the vendor's name of an operation's job: it can be read without a worker, also after the end. */
export const JOB_MEMO = 'job';

/** The signal by which a vendor's webhook has an operation looked at at once. */
export const WEBHOOK_SIGNAL = 'webhook';

/** What a person is asked about a start in doubt, as the name of the interrupt. */
export const DOUBT_INTERRUPT = 'operation-in-doubt';

/** The `type` of the failure by which a look that found the job not done asks for the next one. */
export const NOT_DONE = 'OperationNotDone';
