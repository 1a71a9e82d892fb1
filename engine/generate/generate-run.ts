import type { BatchLimits } from '../../schemas/batch-call.ts';
import type { GenerationUsage } from '../../schemas/generate-response.ts';
import type { GenerateActionOptions } from '../../schemas/generate-action-options.ts';
import type { FallbackRules } from '../../schemas/fallback-rules.ts';
import type { MessageData } from '../../schemas/message.ts';
import type { ModelAttempt } from '../../schemas/model-attempt.ts';
import type { ModelLimits } from '../../schemas/model-policy.ts';
import type { OperationCall } from '../action-caller.ts';
import type { Engine } from '../engine.ts';
import type { GenerateMiddlewareHooks, HookContext } from '../middleware/middleware.ts';
import type { ResourceAction } from '../resources/resource.ts';
import type { ResolvedTool } from '../tools/resolved-tool.ts';
import type { ToolErrors } from '../tools/tool.ts';
import type { GenerateResponseChunk } from './generate-response-chunk.ts';

/** What stays the same over all turns of one `generate`. */
export interface GenerateRun {
  readonly engine: Engine;
  readonly middleware: readonly GenerateMiddlewareHooks[];
  /** What the call was given. */
  readonly tools: readonly ResolvedTool[];
  /** By full name: what hooks have asked for since. */
  readonly foundTools: Map<string, readonly ResolvedTool[]>;
  readonly middlewareTools: readonly ResolvedTool[];
  /** Resources that were handed over as objects. */
  readonly resources: readonly ResourceAction[];
  readonly toolErrors: ToolErrors;
  readonly limits: ModelLimits | undefined;
  /** How the first request may wait for others. */
  readonly batch: BatchLimits | undefined;
  /** Of a background model: whether its job is waited for. */
  readonly operation: OperationCall['mode'];
  /** The models to be asked one after the other, where there are several. */
  readonly fallback: FallbackRules | undefined;
  /** What the call itself sets of `config`: it counts for each of the models. */
  readonly callConfig: Readonly<Record<string, unknown>>;
  /** How often an answer that does not fit is sent back. */
  readonly repair: number;
  /** How often a tool request was sent back for its input. */
  toolRepairs: number;
  readonly compact: CompactMessages | undefined;
  /** What was asked and what came of it, oldest first; empty where there is one model only. */
  readonly attempts: ModelAttempt[];
  /** Grows with each call of the model. */
  usage: { sum: GenerationUsage; last: GenerationUsage };
}

/** What a turn starts from. */
export interface Turn {
  readonly request: GenerateActionOptions;
  readonly currentTurn: number;
  readonly messageIndex: number;
  readonly context: TurnContext;
}

/** A hook's context whose listener takes whole chunks. */
export interface TurnContext extends Omit<HookContext, 'onChunk'> {
  readonly onChunk?: ((chunk: GenerateResponseChunk) => void) | undefined;
}

/** Makes a conversation shorter: flow code, so what it asks of the world (a summary, say) is recorded. */
export type CompactMessages = (messages: readonly MessageData[]) => readonly MessageData[] | Promise<readonly MessageData[]>;
