import type { ActionContext } from '../../schemas/action-context.ts';
import type { GenerateActionOptions, MiddlewareReference } from '../../schemas/generate-action-options.ts';
import type { GenerateRequest } from '../../schemas/generate-request.ts';
import type { GenerateResponseChunkData, GenerateResponseData } from '../../schemas/generate-response.ts';
import type { ToolRequestPart, ToolResponsePart } from '../../schemas/part.ts';
import type { ToolAction } from '../tools/tool.ts';

/** What surrounds a hook. */
export interface HookContext {
  readonly abortSignal?: AbortSignal | undefined;
  readonly context?: ActionContext | undefined;
  /** There where somebody reads the chunks. */
  readonly onChunk?: ((chunk: GenerateResponseChunkData) => void) | undefined;
}

/** What surrounds the call of a tool; what is set here reaches the tool. */
export interface ToolHookContext extends HookContext {
  readonly resumed?: unknown;
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
    context: HookContext,
    next: Next<GenerateRequest, HookContext, GenerateResponseData>,
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

/** Genkit's first form, for models only: `(request, next)` or `(request, options, next)`. */
export type ModelMiddleware =
  | ((request: GenerateRequest, next: (request?: GenerateRequest) => Promise<GenerateResponseData>) => Promise<GenerateResponseData>)
  | ((
      request: GenerateRequest,
      options: HookContext | undefined,
      next: (request?: GenerateRequest, options?: HookContext) => Promise<GenerateResponseData>,
    ) => Promise<GenerateResponseData>);

/** A middleware as `use` takes it: a function of the first form, or a reference that a middleware gives when it is called. */
export type MiddlewareArgument = ModelMiddleware | MiddlewareReference;

/** What a middleware's factory gets. `ai` is the app's. */
export interface MiddlewareOptions<TConfig = unknown, TPluginConfig = unknown, TAi = unknown> {
  readonly config: TConfig | undefined;
  readonly pluginConfig: TPluginConfig;
  readonly ai: TAi;
}
