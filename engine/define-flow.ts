import { toActionKey } from '../schemas/action-key.ts';
import type { ChildOptions } from '../schemas/child-options.ts';
import { DurakitError } from '../schemas/durakit-error.ts';
import type { ToolRun } from '../schemas/tool-run.ts';
import { toMilliseconds } from './duration.ts';
import { currentContext } from './call-action.ts';
import type { Engine } from './engine.ts';
import type { FlowHandle } from './flow-handle.ts';
import type { FlowLauncher } from './flow-launcher.ts';
import type { Flow, FlowBody, FlowConfig, FlowDefinition, FlowRunOptions, FlowStartOptions } from './flow.ts';
import { heldBack } from './hold-back.ts';
import { markHandled } from './mark-handled.ts';
import { runFlowBody } from './run-flow-body.ts';
import { toDefinitionSchema } from './to-definition-schema.ts';

/** Registers a flow and gives back the function that starts it. Throws ALREADY_EXISTS for a second flow of that name. */
export function defineFlow(engine: Engine, config: FlowConfig | string, body: FlowBody | undefined): Flow {
  const definition = toDefinition(engine, typeof config === 'string' ? { name: config } : config, body);
  if (engine.flows.has(definition.name)) {
    throw new DurakitError({
      status: 'ALREADY_EXISTS',
      message: `Flow '${definition.name}' is defined twice. Give one of the two another name.`,
    });
  }
  engine.flows.set(definition.name, definition);
  engine.registry.register({ ...definition, type: 'flow', body: undefined });
  return toFlow(engine, definition);
}

function toDefinition(engine: Engine, config: FlowConfig, body: FlowBody | undefined): FlowDefinition {
  if (config.name === '')
    throw new DurakitError({ status: 'INVALID_ARGUMENT', message: 'A flow needs a name: it is the type of its workflow.' });
  return {
    name: config.name,
    key: toActionKey('flow', config.name),
    description: config.description,
    inputSchema: config.inputJsonSchema ?? toDefinitionSchema(engine, config.inputSchema),
    outputSchema: config.outputJsonSchema ?? toDefinitionSchema(engine, config.outputSchema),
    metadata: config.metadata,
    inline: config.inline ?? false,
    durability: config.durability ?? 'workflow',
    body,
  };
}

function toFlow(engine: Engine, definition: FlowDefinition): Flow {
  const held = (): Promise<never> | undefined => (engine.scopes.getStore() === undefined ? heldBack(definition.name) : undefined);
  const call = (input: unknown, options: FlowRunOptions = {}): Promise<unknown> =>
    held() ?? markHandled(callFlow(engine, definition, { input, options }));
  return Object.assign(call, {
    flowName: definition.name,
    key: definition.key,
    start: (input: unknown, options: FlowStartOptions = {}) => held() ?? startFlow(engine, definition, { input, options }),
    stream: (input: unknown, options: FlowRunOptions = {}) => streamOf(held()) ?? streamFlow(engine, definition, { input, options }),
    run: (input: unknown, options: FlowRunOptions = {}) => held() ?? runFlow(engine, definition, { input, options }),
  });
}

interface Call<TOptions> {
  readonly input: unknown;
  readonly options: TOptions;
}

/** Calls a flow: a child run from flow code, a run of its own from anywhere else. */
export async function callFlow(
  engine: Engine,
  definition: FlowDefinition,
  { input, options, tool }: Call<FlowRunOptions> & { readonly tool?: ToolRun | undefined },
): Promise<unknown> {
  const scope = engine.scopes.getStore();
  if (scope?.kind === 'flow') {
    const context = { ...currentContext(engine), ...options.context };
    if (definition.inline && definition.body !== undefined)
      return await runFlowBody(engine, definition, { input, scope: { ...scope, name: definition.name, context, tool } });
    const { abortSignal } = options;
    return await scope.caller.callFlow({ name: definition.name, input, context, options: toChildOptions(options), tool, abortSignal });
  }
  // Inside a step the run stands on its own feet, but a step that is stopped stops it.
  return await resultOf(await startFlow(engine, definition, { input, options }), options.abortSignal ?? scope?.abortSignal);
}

function toChildOptions({ id, priority, fairnessKey, timeout }: FlowRunOptions): ChildOptions {
  return {
    ...(id !== undefined && { id }),
    ...(priority !== undefined && { priority }),
    ...(fairnessKey !== undefined && { fairnessKey }),
    ...(timeout !== undefined && { timeoutMilliseconds: toMilliseconds(timeout) }),
  };
}

async function runFlow(engine: Engine, definition: FlowDefinition, given: Call<FlowRunOptions>): ReturnType<Flow['run']> {
  const handle = await startFlow(engine, definition, given);
  return { result: await resultOf(handle, given.options.abortSignal), id: handle.id, workflowId: handle.workflowId };
}

function streamOf(never: Promise<never> | undefined): ReturnType<Flow['stream']> | undefined {
  return never && { stream: { [Symbol.asyncIterator]: () => ({ next: () => never }) }, output: never };
}

async function startFlow(engine: Engine, definition: FlowDefinition, { input, options }: Call<FlowStartOptions>): Promise<FlowHandle> {
  return await launcherOf(engine, definition).start(definition, checked(engine, definition, input), withContext(engine, options));
}

function streamFlow(engine: Engine, definition: FlowDefinition, { input, options }: Call<FlowRunOptions>): ReturnType<Flow['stream']> {
  const { stream, handle } = launcherOf(engine, definition).stream(
    definition,
    checked(engine, definition, input),
    withContext(engine, options),
  );
  return { stream, output: handle.then((started) => resultOf(started, options.abortSignal)) };
}

function checked(engine: Engine, definition: FlowDefinition, input: unknown): unknown {
  engine.schemas.check({ key: definition.key, side: 'input', schema: definition.inputSchema, data: input });
  return input;
}

function withContext<TOptions extends FlowStartOptions>(engine: Engine, options: TOptions): TOptions {
  const context = { ...currentContext(engine), ...options.context };
  return Object.keys(context).length === 0 ? options : { ...options, context };
}

function launcherOf(engine: Engine, { name }: FlowDefinition): FlowLauncher {
  if (engine.launcher !== undefined) return engine.launcher;
  throw new DurakitError({
    status: 'FAILED_PRECONDITION',
    message: `In a workflow, flow '${name}' can be called inside another flow and nothing else: call it as a function, it becomes a child run.`,
  });
}

/** Waits for a run, and cancels it when the caller's own signal fires. */
async function resultOf(handle: FlowHandle, abortSignal: AbortSignal | undefined): Promise<unknown> {
  if (abortSignal === undefined) return await handle.result();
  const cancel = (): void => void handle.cancel('the caller aborted').catch(() => undefined);
  if (abortSignal.aborted) cancel();
  abortSignal.addEventListener('abort', cancel, { once: true });
  try {
    return await handle.result();
  } finally {
    abortSignal.removeEventListener('abort', cancel);
  }
}
