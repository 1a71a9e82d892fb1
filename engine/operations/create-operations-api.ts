import type { ActionContext } from '../../schemas/action-context.ts';
import { toActionKey } from '../../schemas/action-key.ts';
import { DurakitError } from '../../schemas/durakit-error.ts';
import type { ModelInfo } from '../../schemas/model-info.ts';
import type { Operation } from '../../schemas/operation.ts';
import { callAction } from '../call-action.ts';
import type { Engine } from '../engine.ts';
import type { GenerateInput } from '../generate/generate-options.ts';
import { generate } from '../generate/generate.ts';
import { resolveModelReference, toGenerateOptions } from '../generate/to-action-options.ts';
import { markHandled } from '../mark-handled.ts';
import type { BackgroundModelDefinition, ModelOperation } from './background-model.ts';
import { defineBackgroundModel, type BackgroundModelAction } from './define-background-model.ts';
import { cancelKeyOf, checkKeyOf, modelOfAction } from './operation-keys.ts';

/** What `ai.checkOperation` and `ai.cancelOperation` may be told. Source: Genkit `ai/src/check-operation.ts`. */
export interface OperationCallOptions {
  readonly context?: ActionContext;
  /** Genkit's; read by nothing here. */
  readonly telemetryLabels?: Readonly<Record<string, string>>;
  readonly config?: unknown;
}

/** What `ai` offers for jobs that take a vendor minutes to days. */
export interface OperationsApi {
  /** A model whose answers take long: its job is started, looked at until it is done, and may be cancelled. */
  defineBackgroundModel(definition: BackgroundModelDefinition): BackgroundModelAction;
  /**
   * Starts a job and gives it back at once. In a flow a run of its own follows it to its end, whatever becomes of the flow. Throws
   * INVALID_ARGUMENT for a model that has no long running operations.
   */
  generateOperation(input: GenerateInput): Promise<ModelOperation>;
  /** Looks at a job, whoever started it. Throws INVALID_ARGUMENT where `operation.action` does not lead to a background model. */
  checkOperation<TOutput = unknown>(operation: Operation<TOutput>, options?: OperationCallOptions): Promise<Operation<TOutput>>;
  /** Asks the vendor to stop a job. Throws UNIMPLEMENTED where it cannot. */
  cancelOperation<TOutput = unknown>(operation: Operation<TOutput>, options?: OperationCallOptions): Promise<Operation<TOutput>>;
}

/** Binds operations to an engine. */
export function createOperationsApi(engine: Engine): OperationsApi {
  return {
    defineBackgroundModel: (definition) => defineBackgroundModel(engine, definition),
    generateOperation: (input) => markHandled(generateOperation(engine, input)),
    checkOperation: (operation, options) => markHandled(checkOperation(engine, operation, options)) as never,
    cancelOperation: (operation, options) => markHandled(cancelOperation(engine, operation, options)) as never,
  };
}

async function generateOperation(engine: Engine, input: GenerateInput): Promise<ModelOperation> {
  const options = await toGenerateOptions(input);
  const { name } = resolveModelReference(engine, options.model);
  const info = await findModelInfo(engine, name);
  if (info?.known === true && info.supports?.longRunning !== true) {
    throw new DurakitError({ status: 'INVALID_ARGUMENT', message: `Model '${name}' does not support long running operations.` });
  }
  const { operation } = await generate(engine, options, 'start');
  if (operation !== undefined) return operation;
  throw new DurakitError({ status: 'FAILED_PRECONDITION', message: `Model '${name}' did not return an operation.` });
}

/** A plugin's models may be unknown to the sandbox: then the worker finds out. */
async function findModelInfo(engine: Engine, name: string): Promise<(ModelInfo & { readonly known: boolean }) | undefined> {
  for (const type of ['background-model', 'model'] as const) {
    const key = toActionKey(type, name);
    const action = engine.describe(key) ?? (engine.keepsBodies ? await engine.registry.resolve(key) : undefined);
    if (action !== undefined) return { ...(action.metadata?.['model'] as ModelInfo | undefined), known: true };
  }
  return undefined;
}

async function checkOperation(engine: Engine, operation: Operation, { context }: OperationCallOptions = {}): Promise<Operation> {
  const model = await requireModel(engine, operation);
  return (await callAction(engine, {
    key: checkKeyOf(model),
    name: model,
    input: operation,
    options: {},
    ...(context !== undefined && { context }),
  })) as Operation;
}

async function cancelOperation(engine: Engine, operation: Operation, { context }: OperationCallOptions = {}): Promise<Operation> {
  const model = await requireModel(engine, operation);
  const key = cancelKeyOf(model);
  if (!(await isThere(engine, key, model))) {
    throw new DurakitError({
      status: 'UNIMPLEMENTED',
      message: `Background action ${String(operation.action)} does not support cancellation.`,
    });
  }
  return (await callAction(engine, {
    key,
    name: model,
    input: operation,
    options: {},
    ...(context !== undefined && { context }),
  })) as Operation;
}

async function requireModel(engine: Engine, { action }: Operation): Promise<string> {
  if (!action) {
    throw new DurakitError({ status: 'INVALID_ARGUMENT', message: 'Provided operation is missing original request information' });
  }
  const model = modelOfAction(action);
  if (model !== undefined && (await isThere(engine, toActionKey('background-model', model), model))) return model;
  throw new DurakitError({
    status: 'INVALID_ARGUMENT',
    message: `Failed to resolve background action from original request: ${action}`,
  });
}

/** The sandbox may not know a plugin's models; their names say that they are a plugin's. */
async function isThere(engine: Engine, key: ReturnType<typeof toActionKey>, model: string): Promise<boolean> {
  if (engine.describe(key) !== undefined) return true;
  if (engine.keepsBodies) return (await engine.registry.resolve(key)) !== undefined;
  return model.includes('/') && engine.describe(toActionKey('background-model', model)) === undefined;
}
