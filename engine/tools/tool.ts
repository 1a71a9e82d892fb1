import type { ActionKey } from '../../schemas/action-key.ts';
import type { JsonSchema } from '../../schemas/json-schema.ts';
import type { Metadata, Part, ToolRequestPart, ToolResponsePart } from '../../schemas/part.ts';
import type { StepOptions } from '../../schemas/step-options.ts';
import type { CapturedStep } from '../captured-step.ts';
import type { InferSchema } from '../standard-schema.ts';
import type { ToolArguments } from './tool-arguments.ts';
import type { ToolEffects } from './tool-effects.ts';

/** What a `reconcile` found out about a call in doubt. */
export type ReconcileResult<TOutput = unknown> =
  { readonly state: 'done'; readonly output: TOutput } | { readonly state: 'not-done' } | { readonly state: 'unknown' };

/**
 * Asks the outside world whether a call that was under way when its worker died took effect; `callId` is the one that the tool had.
 * `not-done` has the tool run again: say it only where the first try cannot take effect later. `unknown`, and an error that is not
 * worth another try, have a person decide.
 */
export type Reconcile<TInput = unknown, TOutput = unknown> = (
  input: TInput,
  surroundings: ToolArguments,
) => ReconcileResult<TOutput> | Promise<ReconcileResult<TOutput>>;

/** What a tool that fails does to the `generate` that called it: ends it (`throw`, as in Genkit, the default), or tells the model (`return`). */
export type ToolErrors = 'throw' | 'return';

/** What `ai.defineTool` takes beside the function. Source of the names: Genkit `ai/src/tool.ts`. */
export interface ToolConfig<TInputSchema = unknown, TOutputSchema = unknown> extends StepOptions {
  readonly name: string;
  /** The model decides by it when to call the tool. */
  readonly description?: string;
  readonly inputSchema?: TInputSchema;
  readonly inputJsonSchema?: JsonSchema;
  readonly outputSchema?: TOutputSchema;
  readonly outputJsonSchema?: JsonSchema;
  readonly metadata?: Readonly<Record<string, unknown>>;
  /** The function gives `{ output?, content?, metadata? }`: parts (an image, say) beside the value. */
  readonly multipart?: boolean;
  /** Default `idempotent`. `once` needs Postgres on the worker, and a call of it is tried at least 5 times, whatever `retry` says: only the finding out is repeated. */
  readonly effects?: ToolEffects;
  /** For `once`. Not for tools that are not registered. */
  readonly reconcile?: Reconcile<InferSchema<TInputSchema>, InferSchema<TOutputSchema>>;
  readonly toolErrors?: ToolErrors;
}

/** The work of a tool. */
export type ToolBody<TInput = never, TOutput = unknown> = (input: TInput, surroundings: ToolArguments) => TOutput | Promise<TOutput>;

/** What a multipart tool gives. */
export interface MultipartToolResult<TOutput = unknown> {
  readonly output?: TOutput;
  readonly content?: readonly Part[];
  readonly metadata?: Metadata;
}

/** How `respond` builds an answer. */
export interface RespondOptions {
  /** Kept as `metadata.interruptResponse` of the answer. */
  readonly metadata?: Metadata;
}

/** How `restart` builds a request. */
export interface RestartOptions<TInput = unknown> {
  /** Instead of the model's; the old one is kept as `metadata.replacedInput`. */
  readonly replaceInput?: TInput;
}

/** A tool: call it, hand it to `generate`, answer its interrupts. */
export interface ToolAction<TInput = unknown, TOutput = unknown> {
  (input: TInput, options?: { readonly abortSignal?: AbortSignal }): Promise<TOutput>;
  readonly toolName: string;
  readonly key: ActionKey;
  /** The answer to an interrupt, for `generate({ resume: { respond } })`. Throws INVALID_ARGUMENT where the output does not fit the schema. */
  respond(interrupt: ToolRequestPart, output: TOutput, options?: RespondOptions): ToolResponsePart;
  /** The request to run an interrupted call again, for `generate({ resume: { restart } })`. */
  restart(interrupt: ToolRequestPart, resumedMetadata?: unknown, options?: RestartOptions<TInput>): ToolRequestPart;
}

/** What the loop knows of a tool that was handed to it. */
export interface ToolRecord {
  readonly name: string;
  readonly key: ActionKey;
  readonly description: string;
  readonly inputSchema: unknown;
  readonly outputSchema: unknown;
  readonly metadata: Readonly<Record<string, unknown>>;
  readonly multipart: boolean;
  readonly toolErrors: ToolErrors | undefined;
  readonly options: StepOptions;
  /** Only tools that are not registered carry their work with them. */
  readonly dynamic: boolean;
  /** The closure, or what the build-time split left in its place. */
  readonly body: ToolBody | CapturedStep | undefined;
  readonly interrupts: InterruptRule | undefined;
}

/** A tool that only ever interrupts. `requestMetadata` may be a function, which the worker has. */
export interface InterruptRule {
  readonly requestMetadata: unknown;
}

const RECORD = Symbol.for('durakit.tool');

/** Makes a function a tool. */
export function markTool<TTool extends object>(target: TTool, record: ToolRecord): TTool {
  Object.defineProperty(target, RECORD, { value: record });
  return target;
}

/** The record of a tool; undefined for anything else. */
export function toolRecordOf(value: unknown): ToolRecord | undefined {
  if (typeof value !== 'function' || !(RECORD in value)) return undefined;
  return value[RECORD] as ToolRecord;
}
