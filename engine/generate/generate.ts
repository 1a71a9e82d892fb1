import type { ActionContext } from '../../schemas/action-context.ts';
import type { GenerateActionOptions } from '../../schemas/generate-action-options.ts';
import { DurakitError } from '../../schemas/durakit-error.ts';
import type { JsonSchema } from '../../schemas/json-schema.ts';
import type { OperationCall } from '../action-caller.ts';
import { toBatchLimits } from '../batches/to-batch-limits.ts';
import type { Engine } from '../engine.ts';
import { fallbackRulesOf } from '../fallback/fallback.ts';
import { resolveFormat } from '../formats/resolve-format.ts';
import { resolveMiddleware } from '../middleware/resolve-middleware.ts';
import { resolveTools } from '../tools/resolve-tools.ts';
import { toValidationErrorOf } from '../validation-error.ts';
import { toAborted } from './call-model.ts';
import type { GenerateInput, GenerateOptions } from './generate-options.ts';
import { GenerateResponse, type GenerateResultData } from './generate-response.ts';
import type { GenerateRun } from './generate-run.ts';
import { runTurns } from './run-turns.ts';
import { resolveModelReference, toActionOptions, toGenerateOptions } from './to-action-options.ts';

/**
 * Asks a model, runs the tools that it asks for, and asks again until it has its answer. In a flow each call of the model and of a
 * tool is an activity: recorded, retried, never run again once it is recorded.
 */
export async function generate(
  engine: Engine,
  input: GenerateInput,
  operation: OperationCall['mode'] = 'result',
): Promise<GenerateResponse> {
  const options = await toGenerateOptions(input);
  try {
    return await withContext(engine, options.context, () => runGenerate(engine, options, operation));
  } catch (error) {
    // whatever was under way says it in its own words; one that says that it was cancelled may have more to tell
    const isTold = error instanceof DurakitError && error.status === 'CANCELLED';
    if (options.abortSignal?.aborted === true && !isTold) throw toAborted(options.abortSignal);
    throw error;
  }
}

async function runGenerate(engine: Engine, options: GenerateOptions, operation: OperationCall['mode']): Promise<GenerateResponse> {
  const request = toActionOptions(engine, options);
  const run = { ...(await prepareRun(engine, options)), operation };
  const tools = run.tools.map(({ name }) => name);
  const { abortSignal, onChunk = options.streamingCallback, resources = [] } = options;
  const context = { abortSignal, context: engine.scopes.getStore()?.context, onChunk };
  const result = await runTurns(run, {
    request: {
      ...request,
      ...(tools.length > 0 && { tools }),
      ...(resources.length > 0 && {
        resources: resources.map((resource) => (typeof resource === 'string' ? resource : resource.resourceName)),
      }),
    },
    currentTurn: 0,
    messageIndex: 0,
    context,
  });
  return toGenerateResponse(
    engine,
    { ...result, usage: run.usage.sum, lastUsage: run.usage.last, ...(run.attempts.length > 0 && { attempts: run.attempts }) },
    request,
  );
}

async function prepareRun(engine: Engine, options: GenerateOptions): Promise<Omit<GenerateRun, 'operation'>> {
  const { use = [], tools = [], resources = [], toolErrors = 'throw', repair = 0, compact, config = {} } = options;
  const middleware = resolveMiddleware(engine, use);
  const [given, injected] = await Promise.all([
    resolveTools(engine, tools),
    resolveTools(
      engine,
      middleware.flatMap((hooks) => hooks.tools ?? []),
    ),
  ]);
  return {
    engine,
    middleware,
    tools: given,
    foundTools: new Map(),
    middlewareTools: injected,
    resources: resources.filter((resource) => typeof resource !== 'string'),
    toolErrors,
    limits: options.limits,
    batch: options.batch && toBatchLimits(options.batch),
    fallback: fallbackRulesOf(resolveModelReference(engine, options.model)),
    callConfig: config,
    repair,
    toolRepairs: 0,
    compact,
    attempts: [],
    usage: { sum: {}, last: {} },
  };
}

/** A response of the loop's data, with the parser of its format. */
export function toGenerateResponse(engine: Engine, data: GenerateResultData, { output, model }: GenerateActionOptions): GenerateResponse {
  const handler = resolveFormat(engine, output)?.handler(output?.jsonSchema);
  return new GenerateResponse(data, {
    ...(handler !== undefined && { parser: (message) => handler.parseMessage(message) }),
    ...(model !== undefined && data.model === undefined && { model }),
    checkSchema: (value, schema) => checkSchema(engine, value, schema),
  });
}

function checkSchema(engine: Engine, value: unknown, schema: JsonSchema): void {
  const validation = engine.schemas.validate(schema, value);
  if (validation?.valid === false) throw toValidationErrorOf(validation.errors ?? [], { data: value, schema });
}

/** Runs `body` with another context: what it calls sees it, in this process and on the worker. */
async function withContext<T>(engine: Engine, context: ActionContext | undefined, body: () => Promise<T>): Promise<T> {
  if (context === undefined) return await body();
  const merged = { ...engine.context, ...context };
  const scope = engine.scopes.getStore();
  if (scope !== undefined) return await engine.scopes.run({ ...scope, context: merged }, body);
  const { outside } = engine;
  if (outside === undefined) return await body();
  const { signal } = new AbortController();
  return await engine.scopes.run(
    {
      kind: 'action',
      name: 'generate',
      caller: outside,
      context: merged,
      abortSignal: signal,
      streamingRequested: false,
      sendChunk: () => undefined,
    },
    body,
  );
}
