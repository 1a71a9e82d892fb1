import type { ActionContext } from '../../schemas/action-context.ts';
import type { BatchOptions } from '../../schemas/batch-call.ts';
import type { DocumentData } from '../../schemas/generate-request.ts';
import type { JsonSchema } from '../../schemas/json-schema.ts';
import type { ModelLimits } from '../../schemas/model-policy.ts';
import type { MessageData } from '../../schemas/message.ts';
import type { Metadata, Part } from '../../schemas/part.ts';
import type { ResumeOptions } from '../../schemas/pending-interrupt.ts';
import type { ModelArgument } from '../define-model.ts';
import type { MiddlewareArgument } from '../middleware/middleware.ts';
import type { ResourceAction } from '../resources/resource.ts';
import type { ToolArgument } from '../tools/resolve-tools.ts';
import type { ToolErrors } from '../tools/tool.ts';
import type { CompactMessages } from './generate-run.ts';
import type { GenerateResponseChunk } from './generate-response-chunk.ts';

/** A message as callers may write it: text where a list of parts is meant. */
export interface MessageInput extends Omit<MessageData, 'content'> {
  readonly content: string | Part | readonly Part[];
}

/** What form the answer shall have. Source of the names: Genkit `ai/src/generate.ts`, `OutputOptions`. */
export interface OutputOptions<TSchema = unknown> {
  /** `text`, `json`, `array`, `enum`, `jsonl`, or a name of `ai.defineFormat`. Default: `json` where there is a schema. */
  readonly format?: string;
  readonly contentType?: string;
  /** Words for the model. `false`: none; `true`: the format's own; default: the format decides. */
  readonly instructions?: boolean | string;
  readonly schema?: TSchema;
  readonly jsonSchema?: JsonSchema;
  /** Whether the vendor shall enforce the schema. Default: the format decides. */
  readonly constrained?: boolean;
}

/** What `ai.generate` takes. Source of names and defaults: Genkit `ai/src/generate.ts`. */
export interface GenerateOptions<TSchema = unknown> {
  /** Default: the model of `durakit({ model })`. */
  readonly model?: ModelArgument;
  /** Becomes the first message. */
  readonly system?: string | Part | readonly Part[];
  /** The conversation so far, oldest first. */
  readonly messages?: readonly MessageInput[];
  /** Becomes the last message. */
  readonly prompt?: string | Part | readonly Part[];
  /** Documents that the model may use. */
  readonly docs?: readonly DocumentData[];
  readonly tools?: readonly ToolArgument[];
  /** What `{ resource: { uri } }` parts may refer to. */
  readonly resources?: readonly (string | ResourceAction)[];
  readonly toolChoice?: 'auto' | 'required' | 'none';
  /** Merged over the model reference's own. */
  readonly config?: Readonly<Record<string, unknown>>;
  readonly output?: OutputOptions<TSchema>;
  /** Answers to the interrupts of the last message. */
  readonly resume?: ResumeOptions;
  /** Gives the model's tool requests back and runs none of them. */
  readonly returnToolRequests?: boolean;
  /** Rounds of tools. Default 5: the model is called at most 6 times. */
  readonly maxTurns?: number;
  readonly onChunk?: (chunk: GenerateResponseChunk) => void;
  /** @deprecated Genkit's old name for `onChunk`. */
  readonly streamingCallback?: (chunk: GenerateResponseChunk) => void;
  /** The first of them is the outermost. */
  readonly use?: readonly MiddlewareArgument[];
  /** For everything that this call calls. Default: the context around it. */
  readonly context?: ActionContext;
  /** Stops this call: its model, its tools, and what would come after. */
  readonly abortSignal?: AbortSignal;
  /** The call's name in lists of steps. Default `generate`. */
  readonly stepName?: string;
  readonly metadata?: Metadata;
  /** What a failing tool does that says nothing itself: ends the call (`throw`, the default, as in Genkit) or tells the model (`return`). */
  readonly toolErrors?: ToolErrors;
  /** How long each call of the model may take and how often it is made; over `durakit({ models })`. */
  readonly limits?: ModelLimits;
  /**
   * Lets the first request of this call wait for others of its model and go to the vendor in a batch with them, for less money. Of use in
   * flows of a worker; elsewhere it is asked at once, and a warning says so. See docs/operations.md.
   */
  readonly batch?: BatchOptions;
  /**
   * How often an answer that does not fit its schema, or a tool request whose input does not fit, is sent back to the model with what was
   * wrong. Default 0, as in Genkit.
   */
  readonly repair?: number;
  /**
   * Called when the conversation is too long for the model; what it gives is asked instead, at most twice. In a flow it is flow code.
   * See `dropToolResults` and `summarizeTurns`.
   */
  readonly compact?: CompactMessages;
}

/** What `ai.generate` takes besides options: a prompt alone, or options that are still being made. */
export type GenerateInput<TSchema = unknown> = string | readonly Part[] | GenerateOptions<TSchema> | PromiseLike<GenerateOptions<TSchema>>;
