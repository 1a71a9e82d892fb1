import { parseActionKey } from '../../schemas/action-key.ts';
import type { ActionContext } from '../../schemas/action-context.ts';
import type { MiddlewareReference } from '../../schemas/generate-action-options.ts';
import type { DocumentData } from '../../schemas/generate-request.ts';
import type { MessageData } from '../../schemas/message.ts';
import { toModelReference, type ModelArgument } from '../define-model.ts';
import type { OutputOptions } from '../generate/generate-options.ts';
import type { ToolArgument } from '../tools/resolve-tools.ts';
import { toolRecordOf } from '../tools/tool.ts';
import type { PromptDefinition } from './prompt-definition.ts';
import type { RenderedPrompt } from './render-prompt.ts';

/**
 * The result of `/executable-prompt/<name>`: options of `generate` that are JSON. Source of the form: Genkit's
 * `GenerateActionOptions` (`ai/src/model-types.ts`), and `metadata.prompt`, which says what was rendered.
 */
export interface PromptOptionsData {
  readonly model?: string;
  readonly config?: Readonly<Record<string, unknown>>;
  readonly messages: readonly MessageData[];
  readonly docs?: readonly DocumentData[];
  readonly tools?: readonly string[];
  readonly toolChoice?: 'auto' | 'required' | 'none';
  readonly maxTurns?: number;
  readonly returnToolRequests?: boolean;
  readonly output?: OutputOptions;
  readonly use?: readonly MiddlewareReference[];
  readonly context?: ActionContext;
  readonly metadata: { readonly prompt: { readonly name: string; readonly variant?: string; readonly hash?: string } };
}

/** A tool without a name of its own and a middleware that is a function are left out: the caller has them. */
export function toPromptOptions(definition: PromptDefinition, rendered: RenderedPrompt): PromptOptionsData {
  const { toolChoice, maxTurns, returnToolRequests, context, output } = definition;
  const { model, config } = toModel(definition);
  const options = {
    model,
    config,
    messages: rendered.messages,
    docs: rendered.docs,
    tools: definition.tools?.map(toToolName).filter((name) => name !== undefined),
    toolChoice,
    maxTurns,
    returnToolRequests,
    output,
    use: definition.use?.map(toMiddlewareReference).filter((reference) => reference !== undefined),
    context,
    metadata: { prompt: { ...definition.callMetadata, name: definition.name, variant: definition.variant, hash: rendered.hash } },
  };
  // what cannot be JSON is caught where it is thrown away, not by whoever misses it
  return JSON.parse(JSON.stringify(options)) as PromptOptionsData;
}

/** The model by name; what its reference sets lies under the prompt's own settings. */
function toModel({ model, config }: PromptDefinition): { model?: string; config?: Readonly<Record<string, unknown>> } {
  const reference = model === undefined ? undefined : toModelReference(model);
  const merged = { ...(reference?.version !== undefined && { version: reference.version }), ...reference?.config, ...config };
  return {
    ...(reference !== undefined && { model: reference.name }),
    ...(Object.keys(merged).length > 0 && { config: merged }),
  };
}

/** The model's name, for lists. */
export function toModelName(model: ModelArgument | undefined): string | undefined {
  return model === undefined ? undefined : toModelReference(model).name;
}

/** The name by which a tool is found again; undefined for one that is not registered. */
export function toToolName(tool: ToolArgument): string | undefined {
  if (typeof tool === 'string') return tool;
  const record = toolRecordOf(tool);
  if (record !== undefined) return record.dynamic ? undefined : record.name;
  const parsed = parseActionKey(tool.key);
  return parsed?.type === 'tool' || parsed?.type === 'tool.v2' || parsed?.type === 'prompt' ? parsed.name : tool.key;
}

/** A middleware by name; undefined for a function. */
export function toMiddlewareReference(middleware: unknown): MiddlewareReference | undefined {
  if (typeof middleware === 'string') return { name: middleware };
  if (typeof middleware !== 'object' || middleware === null || !('name' in middleware) || typeof middleware.name !== 'string')
    return undefined;
  return 'config' in middleware && middleware.config !== undefined
    ? { name: middleware.name, config: middleware.config }
    : { name: middleware.name };
}
