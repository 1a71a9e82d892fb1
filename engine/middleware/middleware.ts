import type { ActionContext } from '../../schemas/action-context.ts';
import type { GenerateActionOptions, MiddlewareReference } from '../../schemas/generate-action-options.ts';
import type { GenerateRequest } from '../../schemas/generate-request.ts';
import type { GenerateResponseChunkData, GenerateResponseData } from '../../schemas/generate-response.ts';
import type { ToolRequestPart, ToolResponsePart } from '../../schemas/part.ts';
import type { RetryOptions } from '../../schemas/step-options.ts';
import type { ToolAction } from '../tools/tool.ts';

/** What surrounds a hook. */
export interface HookContext {
  readonly abortSignal?: AbortSignal | undefined;
  readonly context?: ActionContext | undefined;
  /** There where somebody reads the chunks. */
  readonly onChunk?: ((chunk: GenerateResponseChunkData) => void) | undefined;
}

/** What surrounds the call of a model. */
export interface ModelHookContext extends HookContext {
  /** Over the app's own rules of how a durable run tries this call again by itself: for hooks that try again themselves. */
  readonly retry?: RetryOptions | undefined;
  /** Asks another model as the loop would have asked its own: no other hook is run, its tokens count, its chunks come. */
  readonly askModel?: ((model: string, request: GenerateRequest, context?: ModelHookContext) => Promise<GenerateResponseData>) | undefined;
}

/** What surrounds the call of a tool; what is set here reaches the tool. */
export interface ToolHookContext extends HookContext {
  readonly resumed?: unknown;
  /** Where an interrupted call is run again: what it had said, as the conversation has it. */
  readonly interrupt?: unknown;
  readonly metadata?: Readonly<Record<string, unknown>> | undefined;
}

/** One turn, as `generate` hooks see it. */
export interface GenerateEnvelope {
  readonly request: GenerateActionOptions;
  /** 0 for the first. */
  readonly currentTurn: number;
  /** Of the next message that will be streamed. */
  readonly messageIndex: number;
}

type Next<TInput, TContext, TOutput> = (input?: TInput, context?: TContext) => Promise<TOutput>;

/**
 * The hooks of one middleware in one `generate`. In a flow they are flow code: they run in the sandbox (or in the journaled
 * body), around activities, and again on replay. `generate` wraps each turn and what follows it, `model` each model call,
 * `tool` each tool call, restarts included. Source: Genkit `ai/src/generate/middleware.ts`.
 */
export interface GenerateMiddlewareHooks {
  readonly generate?: (
    envelope: GenerateEnvelope,
    context: HookContext,
    next: Next<Partial<GenerateEnvelope>, HookContext, GenerateResponseData>,
  ) => Promise<GenerateResponseData>;
  readonly model?: (
    request: GenerateRequest,
    context: ModelHookContext,
    next: Next<GenerateRequest, ModelHookContext, GenerateResponseData>,
  ) => Promise<GenerateResponseData>;
  /** Undefined as the answer drops the response. */
  readonly tool?: (
    request: ToolRequestPart,
    context: ToolHookContext,
    next: Next<ToolRequestPart, ToolHookContext, ToolResponsePart | undefined>,
  ) => Promise<ToolResponsePart | undefined>;
  /** Given to the model beside the call's own. */
  readonly tools?: readonly ToolAction<never, unknown>[];
}

/** Genkit's first form, for models only. */
export type ModelMiddleware = (
  request: GenerateRequest,
  next: (request?: GenerateRequest) => Promise<GenerateResponseData>,
) => Promise<GenerateResponseData>;

/** The same with what surrounds the call. */
export type ModelMiddlewareWithOptions = (
  request: GenerateRequest,
  options: ModelHookContext | undefined,
  next: (request?: GenerateRequest, options?: ModelHookContext) => Promise<GenerateResponseData>,
) => Promise<GenerateResponseData>;

/** Either; which one it is, the number of its parameters says. */
export type ModelMiddlewareArgument = ModelMiddleware | ModelMiddlewareWithOptions;

/** A middleware as `use` takes it: a function of the first form, or a reference that a middleware gives when it is called. */
export type MiddlewareArgument = ModelMiddlewareArgument | MiddlewareReference;

/** What a middleware's factory gets. `ai` is the app's. */
export interface MiddlewareOptions<TConfig = unknown, TPluginConfig = unknown, TAi = unknown> {
  readonly config: TConfig | undefined;
  readonly pluginConfig: TPluginConfig;
  readonly ai: TAi;
}
