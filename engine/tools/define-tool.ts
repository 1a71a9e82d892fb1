import { toActionKey } from '../../schemas/action-key.ts';
import { DurakitError } from '../../schemas/durakit-error.ts';
import type { JsonSchema } from '../../schemas/json-schema.ts';
import type { StepOptions } from '../../schemas/step-options.ts';
import type { Action } from '../action.ts';
import type { CapturedStep } from '../captured-step.ts';
import type { Engine } from '../engine.ts';
import { createTool } from './create-tool.ts';
import { toToolArguments } from './tool-arguments.ts';
import { ToolInterruptError } from './tool-interrupt-error.ts';
import type { InterruptRule, Reconcile, ReconcileResult, ToolAction, ToolBody, ToolConfig, ToolRecord } from './tool.ts';
import { toDefinitionSchema } from '../to-definition-schema.ts';

/** What `ai.defineInterrupt` takes. Source: Genkit `ai/src/tool.ts`, `InterruptConfig`. */
export interface InterruptConfig<TInputSchema = unknown, TOutputSchema = unknown> extends ToolConfig<TInputSchema, TOutputSchema> {
  /** Shown to whoever answers; a function gets the model's input and runs on the worker. */
  readonly requestMetadata?: Readonly<Record<string, unknown>> | ((input: never) => unknown);
}

/** Registers a tool: `/tool/x` and `/tool.v2/x`, or the latter alone where it is multipart. Throws ALREADY_EXISTS for a second one of that name. */
export function defineTool(engine: Engine, config: ToolConfig, body: ToolBody): ToolAction {
  const record = toToolRecord(config, {});
  register(engine, record, { config, body });
  return createTool(engine, record);
}

/** Registers a tool that always interrupts: its output schema is that of the answer. */
export function defineInterrupt(engine: Engine, config: InterruptConfig): ToolAction {
  const rule: InterruptRule = { requestMetadata: config.requestMetadata };
  const asked =
    typeof config.requestMetadata === 'function'
      ? { interrupt: 'computed' }
      : { interrupt: 'static', requestMetadata: config.requestMetadata };
  const record = toToolRecord({ ...config, metadata: withTool(config.metadata, { restartable: false, ...asked }) }, { interrupts: rule });
  register(engine, record, { config, body: toInterruptBody(rule) });
  return createTool(engine, record);
}

/** A tool that exists only where it is handed to `generate`. Without a function it interrupts. */
export function dynamicTool(
  engine: Engine | (() => Engine),
  config: ToolConfig | InterruptConfig,
  body?: ToolBody | CapturedStep,
): ToolAction {
  if (config.reconcile !== undefined) throw unregisteredReconcile(config.name);
  const rule = body === undefined ? { requestMetadata: (config as InterruptConfig).requestMetadata } : undefined;
  const local = body ?? (typeof rule?.requestMetadata === 'function' ? toInterruptBody(rule) : undefined);
  const metadata = withTool({ ...config.metadata, dynamic: true }, config.effects === undefined ? {} : { effects: config.effects });
  return createTool(engine, toToolRecord({ ...config, metadata }, { body: local, dynamic: true, interrupts: rule }));
}

function unregisteredReconcile(name: string): DurakitError {
  return new DurakitError({
    status: 'INVALID_ARGUMENT',
    message: `The tool '${name}' is not registered: another worker would not find its \`reconcile\`. Define it with ai.defineTool, or leave \`reconcile\` out: then a call in doubt asks a person.`,
  });
}

function toToolRecord(config: ToolConfig, rest: Pick<Partial<ToolRecord>, 'body' | 'dynamic' | 'interrupts'>): ToolRecord {
  const { name, description = '', multipart = false, metadata = {}, toolErrors } = config;
  if (typeof name !== 'string' || name === '') {
    throw new DurakitError({ status: 'INVALID_ARGUMENT', message: 'A tool needs a name: the model calls it by that.' });
  }
  return {
    name,
    key: toActionKey(multipart ? 'tool.v2' : 'tool', name),
    description,
    inputSchema: config.inputJsonSchema ?? config.inputSchema,
    outputSchema: config.outputJsonSchema ?? config.outputSchema,
    metadata,
    multipart,
    toolErrors,
    options: toStepOptions(config),
    dynamic: false,
    body: undefined,
    interrupts: undefined,
    ...rest,
  };
}

function register(engine: Engine, record: ToolRecord, { config, body }: { config: ToolConfig; body: ToolBody }): void {
  const { name, description, multipart, options } = record;
  const inputSchema = toDefinitionSchema(engine, record.inputSchema);
  const outputSchema = toDefinitionSchema(engine, record.outputSchema);
  const metadata = withTool(
    { ...record.metadata, type: 'tool' },
    {
      effects: config.effects ?? 'idempotent',
      ...(multipart && { type: 'multipart' }),
      ...(record.toolErrors !== undefined && { toolErrors: record.toolErrors }),
      ...(Object.keys(options).length > 0 && { options }),
    },
  );
  const work = body as ToolBody<unknown>;
  const run: Action['body'] = (input, surroundings) => work(input, toToolArguments(surroundings));
  const base = { name, description, inputSchema, metadata, options };
  const reconcile = engine.keepsBodies ? toReconcileBody(config.reconcile) : undefined;
  if (!multipart) {
    const plain = { ...base, outputSchema, reconcile, body: engine.keepsBodies ? run : undefined };
    engine.registry.register({ ...plain, key: toActionKey('tool', name), type: 'tool' });
  }
  const runMultipart: Action['body'] = multipart ? run : async (input, surroundings) => ({ output: await run(input, surroundings) });
  engine.registry.register({
    ...base,
    key: toActionKey('tool.v2', name),
    type: 'tool.v2',
    outputSchema: toMultipartSchema(outputSchema),
    reconcile: reconcile && (async (input, surroundings) => toMultipartResult((await reconcile(input, surroundings)) as ReconcileResult)),
    body: engine.keepsBodies ? runMultipart : undefined,
  });
}

function toReconcileBody(reconcile: Reconcile<never> | undefined): Action['body'] {
  const ask = reconcile as Reconcile<unknown> | undefined;
  return ask && ((input, surroundings) => ask(input, toToolArguments(surroundings)));
}

function toMultipartResult(result: ReconcileResult): ReconcileResult {
  return result?.state === 'done' ? { state: 'done', output: { output: result.output } } : result;
}

function toMultipartSchema(output: JsonSchema | undefined): JsonSchema | undefined {
  if (output === undefined) return undefined;
  const { $schema: _inner, ...schema } = output;
  return { type: 'object', properties: { output: schema, content: { type: 'array' }, metadata: { type: 'object' } } };
}

function toInterruptBody({ requestMetadata }: InterruptRule): ToolBody {
  return async (input: unknown): Promise<never> => {
    const given: unknown =
      typeof requestMetadata === 'function' ? await (requestMetadata as (input: unknown) => unknown)(input) : requestMetadata;
    throw new ToolInterruptError(given as Readonly<Record<string, unknown>> | undefined);
  };
}

function withTool(metadata: Readonly<Record<string, unknown>> = {}, tool: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return { ...metadata, tool: { ...(metadata['tool'] as object | undefined), ...tool } };
}

function toStepOptions({ timeout, retry, heartbeat, summary }: ToolConfig): StepOptions {
  return {
    ...(timeout !== undefined && { timeout }),
    ...(retry !== undefined && { retry }),
    ...(heartbeat !== undefined && { heartbeat }),
    ...(summary !== undefined && { summary }),
  };
}
