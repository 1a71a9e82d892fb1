import type { GenerationUsage } from '../../schemas/generate-response.ts';
import type { GenerateActionOptions } from '../../schemas/generate-action-options.ts';
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
