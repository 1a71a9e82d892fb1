import type { ActionContext } from '../../schemas/action-context.ts';
import type { JsonSchema } from '../../schemas/json-schema.ts';
import type { ModelArgument } from '../define-model.ts';
import type { Engine } from '../engine.ts';
import type { OutputOptions } from '../generate/generate-options.ts';
import type { MiddlewareArgument } from '../middleware/middleware.ts';
import type { ToolArgument } from '../tools/resolve-tools.ts';
import type { PromptConfig, PromptDocuments, PromptMessages, PromptParts } from './prompt-config.ts';
import type { PromptDefinitionSource, PromptFileName } from './prompt-source.ts';
import { toDefinitionSchema } from '../to-definition-schema.ts';

/** A prompt, wherever it comes from: code or a file. */
export interface PromptDefinition extends PromptFileName {
  readonly description?: string | undefined;
  readonly model?: ModelArgument | undefined;
  readonly config?: Readonly<Record<string, unknown>> | undefined;
  readonly inputSchema?: JsonSchema | undefined;
  readonly inputDefault?: Readonly<Record<string, unknown>> | undefined;
  readonly system?: PromptParts | undefined;
  readonly prompt?: PromptParts | undefined;
  readonly messages?: PromptMessages | undefined;
  readonly docs?: PromptDocuments | undefined;
  readonly output?: OutputOptions | undefined;
  readonly maxTurns?: number | undefined;
  readonly returnToolRequests?: boolean | undefined;
  readonly toolChoice?: 'auto' | 'required' | 'none' | undefined;
  readonly tools?: readonly ToolArgument[] | undefined;
  readonly use?: readonly MiddlewareArgument[] | undefined;
  readonly context?: ActionContext | undefined;
  readonly metadata?: Readonly<Record<string, unknown>> | undefined;
  /** What goes into `metadata.prompt` of each call, under name and hash. */
  readonly callMetadata?: Readonly<Record<string, unknown>> | undefined;
  /** The whole text of a prompt file. */
  readonly source?: string | undefined;
  /** Of a prompt file: what stands below the front matter. */
  readonly template?: string | undefined;
}

/** A prompt of code. In the sandbox the schemas are unknown: there nothing is rendered. */
export function fromConfig(engine: Engine, config: PromptConfig): PromptDefinition {
  const { input, output, metadata, ...rest } = config;
  return {
    ...rest,
    inputSchema: toDefinitionSchema(engine, input?.schema ?? input?.jsonSchema),
    inputDefault: input?.default,
    output: output === undefined ? undefined : toOutput(engine, output),
    metadata,
    callMetadata: metadata?.['metadata'] as PromptDefinition['callMetadata'],
  };
}

/** A prompt file: its template is the whole conversation. */
export function fromFile({ input, metadata, template, ...file }: PromptDefinitionSource): PromptDefinition {
  return {
    ...file,
    inputSchema: input?.jsonSchema,
    inputDefault: input?.default,
    messages: template,
    template,
    callMetadata: metadata,
    ...(metadata !== undefined && { metadata: { metadata } }),
  };
}

function toOutput(engine: Engine, { schema, jsonSchema, ...output }: OutputOptions): OutputOptions {
  const emitted = toDefinitionSchema(engine, schema ?? jsonSchema);
  return emitted === undefined ? output : { ...output, jsonSchema: emitted };
}
