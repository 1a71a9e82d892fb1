import type { ActionContext } from '../schemas/action-context.ts';
import { DurakitError } from '../schemas/durakit-error.ts';
import { STEP_DEFAULTS, type StepOptions } from '../schemas/step-options.ts';
import type { ToolRun } from '../schemas/tool-run.ts';
import type { ActionCall, ActionCaller } from './action-caller.ts';
import type { Action, ActionArguments, ActionBody } from './action.ts';
import type { Engine } from './engine.ts';
import { withModelLimits } from './models/with-model-limits.ts';
import { toDurakitError } from './failure.ts';
import type { RunScope } from './run-scope.ts';
import { effectsOf, isTool } from './tools/tool-effects.ts';

/** Calls an action from wherever the code stands: through the flow's caller, or right here outside flows and inside other actions. */
export async function callAction(engine: Engine, given: ActionCall): Promise<unknown> {
  const call = withModelLimits(engine, given);
  const options = withEnoughTries(engine, call, { ...engine.stepDefaults, ...call.options });
  const context = call.context ?? engine.scopes.getStore()?.context;
  return await currentCaller(engine, call.name).callAction({ ...call, options, context });
}

/**
 * A call with effects `once` is not repeated by being tried again: another try finds out what became of it. One try alone would
 * leave nobody to do that after a crash.
 */
function withEnoughTries(engine: Engine, { key, tool }: ActionCall, options: StepOptions): StepOptions {
  const effects = tool?.effects ?? effectsOf(engine.describe(key)?.metadata);
  const { maxAttempts = STEP_DEFAULTS.maxAttempts } = options.retry ?? {};
  if (effects !== 'once' || maxAttempts >= STEP_DEFAULTS.maxAttempts) return options;
  return { ...options, retry: { ...options.retry, maxAttempts: STEP_DEFAULTS.maxAttempts } };
}

/** The caller of the code that is running now. Throws FAILED_PRECONDITION at the top level of the sandbox. */
export function currentCaller(engine: Engine, what: string): ActionCaller {
  const caller = engine.scopes.getStore()?.caller ?? engine.outside;
  if (caller !== undefined) return caller;
  throw new DurakitError({
    status: 'FAILED_PRECONDITION',
    message: `'${what}' was called at the top level of a module. In a workflow, steps and models can only be called inside a flow.`,
  });
}

/** Runs an action's body in this process: borders checked, the scope set, foreign errors turned into `DurakitError`. */
export async function runAction(engine: Engine, action: Action, run: ActionRun): Promise<unknown> {
  const { input, name, scope, body = action.body, tool } = run;
  if (body === undefined) throw missingBody(action.key);
  const toolRun = isTool(action) ? { ...tool, callId: tool?.callId ?? engine.randomId() } : tool;
  const begins = action.type === 'background-model' && { idempotencyKey: scope.idempotencyKey ?? engine.randomId() };
  const actionScope: RunScope = { ...scope, kind: 'action', name, tool: toolRun, ...begins };
  const surroundings: ActionArguments = actionScope;
  try {
    engine.schemas.check({ key: action.key, side: 'input', schema: action.inputSchema, data: input });
    const output = await engine.scopes.run(actionScope, () => body(input, surroundings));
    engine.schemas.check({ key: action.key, side: 'output', schema: action.outputSchema, data: output });
    return output;
  } catch (error) {
    throw toDurakitError(error, name);
  }
}

/** One run of an action in this process. */
export interface ActionRun {
  readonly input: unknown;
  readonly name: string;
  readonly scope: Omit<RunScope, 'kind' | 'name' | 'tool'>;
  /** Instead of the registered one: a closure at the place of the call. */
  readonly body?: ActionBody | undefined;
  /** Where the action is run as a tool. */
  readonly tool?: ToolRun | undefined;
}

/** The context that code sees: the app's own under the run's. */
export function currentContext(engine: Engine): ActionContext {
  return engine.scopes.getStore()?.context ?? engine.context;
}

function missingBody(key: string): DurakitError {
  return new DurakitError({
    status: 'NOT_FOUND',
    message: `${key} has no body here. Was the module that defines it loaded by this worker?`,
  });
}
