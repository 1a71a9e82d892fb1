import type { ActionContext } from '../../schemas/action-context.ts';
import type { ActionKey } from '../../schemas/action-key.ts';
import type { DocumentData, GenerateRequest } from '../../schemas/generate-request.ts';
import type { JsonSchema } from '../../schemas/json-schema.ts';
import type { MessageData } from '../../schemas/message.ts';
import type { Part } from '../../schemas/part.ts';
import type { ModelArgument } from '../define-model.ts';
import type { OutputOptions } from '../generate/generate-options.ts';
import type { GenerateResponse } from '../generate/generate-response.ts';
import type { GenerateStreamResponse } from '../generate/generate-stream.ts';
import type { MiddlewareArgument } from '../middleware/middleware.ts';
import type { InferSchema } from '../standard-schema.ts';
import type { ToolArgument } from '../tools/resolve-tools.ts';
import type { PromptGenerateOptions, RenderedOptions } from './generation-port.ts';

/** What a function in a prompt's configuration gets beside the input. */
export interface PromptSurroundings {
  /** The custom state of the session, where there is one. */
  readonly state?: unknown;
  readonly context: ActionContext;
}

/** `messages` as a function also gets the history, and decides what becomes of it. */
export interface MessagesSurroundings extends PromptSurroundings {
  readonly history?: readonly MessageData[] | undefined;
}

type Resolvable<TInput, TValue, TSurroundings = PromptSurroundings> =
  TValue | ((input: TInput, surroundings: TSurroundings) => TValue | Promise<TValue>);

/** Text in a configuration is a template; text that a function returns is text. */
export type PromptParts<TInput = never> = Resolvable<TInput, string | Part | readonly Part[]>;
/** Text is a template of the whole conversation, with `{{role}}` and `{{history}}`. */
export type PromptMessages<TInput = never> =
  | string
  | readonly MessageData[]
  | ((input: TInput, surroundings: MessagesSurroundings) => readonly MessageData[] | Promise<readonly MessageData[]>);
export type PromptDocuments<TInput = never> = Resolvable<TInput, readonly DocumentData[]>;

/** What `ai.definePrompt` takes. Source of names and defaults: Genkit `ai/src/prompt.ts`. */
export interface PromptConfig<TInputSchema = unknown, TOutputSchema = unknown> {
  readonly name: string;
  readonly variant?: string;
  readonly model?: ModelArgument;
  readonly config?: Readonly<Record<string, unknown>>;
  readonly description?: string;
  /** `default` lies under the input of each call. */
  readonly input?: {
    readonly schema?: TInputSchema;
    readonly jsonSchema?: JsonSchema;
    readonly default?: Readonly<Record<string, unknown>>;
  };
  readonly system?: PromptParts<InputOf<TInputSchema>>;
  readonly prompt?: PromptParts<InputOf<TInputSchema>>;
  readonly messages?: PromptMessages<InputOf<TInputSchema>>;
  readonly docs?: PromptDocuments<InputOf<TInputSchema>>;
  readonly output?: OutputOptions<TOutputSchema>;
  readonly maxTurns?: number;
  readonly returnToolRequests?: boolean;
  readonly metadata?: Readonly<Record<string, unknown>>;
  readonly tools?: readonly ToolArgument[];
  readonly toolChoice?: 'auto' | 'required' | 'none';
  readonly use?: readonly MiddlewareArgument[];
  readonly context?: ActionContext;
}

/** The second argument of `definePrompt`, in Genkit's older way: the same as `messages`. */
export type PromptFunction<TInput = never> = (
  input: TInput,
) => { readonly messages: readonly MessageData[] } | Promise<{ readonly messages: readonly MessageData[] }>;

/** What a schema says of its values; without a schema, anything. */
export type InputOf<TSchema> = unknown extends TSchema ? any : InferSchema<TSchema>; // eslint-disable-line @typescript-eslint/no-explicit-any -- as in Genkit, a prompt without a schema takes anything

/** A prompt that can be called. Rendering is an action of its own: in a durable run it is recorded, and a resumed run uses what it rendered. */
export interface ExecutablePrompt<TInput = unknown, TOutput = unknown> {
  (input?: TInput, options?: PromptGenerateOptions): Promise<GenerateResponse<TOutput>>;
  stream(input?: TInput, options?: PromptGenerateOptions): GenerateStreamResponse<TOutput>;
  /** What the call would give to `generate`; `metadata.prompt.hash` says what it was rendered from. */
  render(input?: TInput, options?: PromptGenerateOptions): Promise<RenderedOptions>;
  /** The prompt as a tool: it answers with the rendered request. */
  asTool(): Promise<PromptTool<TInput>>;
  readonly ref: { readonly name: string; readonly metadata?: Readonly<Record<string, unknown>> };
  readonly key: ActionKey;
}

/** `/prompt/<name>` as a function. */
export interface PromptTool<TInput = unknown> {
  (input?: TInput): Promise<GenerateRequest>;
  readonly toolName: string;
  readonly key: ActionKey;
}
