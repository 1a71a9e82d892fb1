import { toActionKey } from '../../schemas/action-key.ts';
import { DurakitError } from '../../schemas/durakit-error.ts';
import { currentCaller } from '../call-action.ts';
import { findMismatch, supportsOf } from '../fallback/find-mismatch.ts';
import { toFailedAttempt, withAttempts } from '../fallback/to-attempt.ts';
import type { FallbackRules } from '../../schemas/fallback-rules.ts';
import { toDurakitError } from '../failure.ts';
import type { ModelReference } from '../define-model.ts';
import { simulateSystemPrompt } from '../middleware/model/simulate-system-prompt.ts';
import { toErrorClass } from '../models/to-error-class.ts';
import { askModel } from './ask-model.ts';
import type { ModelCall } from './call-model.ts';
import type { GenerateResponse } from './generate-response.ts';
import type { GenerateRun } from './generate-run.ts';
import type { PreparedTurn } from './prepare-turn.ts';

/**
 * Asks the turn's model, or one after the other where the call has several. Each is asked with its own retries in place; it is given
 * up for an error of a class that the rules name. A flow's history shows each decision: one activity for each model.
 */
export async function askModels(run: GenerateRun, call: ModelCall): Promise<GenerateResponse> {
  const { fallback } = run;
  const { turn } = call;
  if (fallback === undefined || turn.modelName !== fallback.models[0]?.name) return await askModel(run, call);
  let failure: DurakitError | undefined;
  for (const [index, model] of fallback.models.entries()) {
    const isLast = index === fallback.models.length - 1;
    const mismatch = index === 0 ? undefined : findMismatch(run.engine, model.name, turn.request);
    if (mismatch !== undefined) {
      skip(run, model.name, mismatch);
      continue;
    }
    const outcome = await attempt(run, { ...call, ...toCandidate(run, { call, model, index, isLast, fallback }) }, fallback);
    if ('response' in outcome) return outcome.response;
    failure = outcome.error;
    if (!outcome.falls) break;
  }
  throw withAttempts(failure ?? nothingFits(run), run.attempts);
}

interface Candidate {
  readonly call: ModelCall;
  readonly model: ModelReference;
  readonly index: number;
  readonly isLast: boolean;
  readonly fallback: FallbackRules;
}

/** The request, fitted to another model. The first model's own settings are its own; the call's are everybody's. */
function toCandidate(run: GenerateRun, { call, model, index, isLast, fallback }: Candidate): Pick<ModelCall, 'turn' | 'policy' | 'fit'> {
  const { turn } = call;
  // The last one is asked even while it cools down: there is nobody left.
  const policy = {
    maxWaitMilliseconds: fallback.maxWaitMilliseconds,
    ...(!isLast && { cooldownMilliseconds: fallback.cooldownMilliseconds }),
  };
  if (index === 0) return { turn, policy: isLast ? {} : policy };
  const config = { ...model.config, ...(model.version !== undefined && { version: model.version }), ...run.callConfig };
  const { config: _first, ...rest } = turn.request;
  const request = { ...rest, ...(Object.keys(config).length > 0 && { config }) };
  const candidate: PreparedTurn = {
    ...turn,
    modelKey: toActionKey('model', model.name),
    modelName: model.name,
    request,
  };
  const fit = supportsOf(run.engine, model.name).systemRole === false ? withoutSystemRole : undefined;
  return { turn: candidate, policy: isLast ? {} : policy, fit };
}

function withoutSystemRole(request: PreparedTurn['request']): PreparedTurn['request'] {
  let fitted = request;
  void simulateSystemPrompt()(request, async (changed = request) => {
    fitted = changed;
    return {};
  });
  return fitted;
}

type Outcome = { readonly response: GenerateResponse } | { readonly error: DurakitError; readonly falls: boolean };

async function attempt(run: GenerateRun, call: ModelCall, { on, models }: FallbackRules): Promise<Outcome> {
  const { modelName } = call.turn;
  const caller = currentCaller(run.engine, modelName);
  const started = caller.now();
  try {
    const response = await askModel(run, call);
    run.attempts.push({ model: modelName, outcome: 'answered', durationMs: caller.now() - started });
    return { response };
  } catch (error) {
    const known = toDurakitError(error);
    run.attempts.push(toFailedAttempt(modelName, known, caller.now() - started));
    const errorClass = toErrorClass(known);
    const falls = known.status !== 'CANCELLED' && on.includes(errorClass);
    const next = models[models.findIndex(({ name }) => name === modelName) + 1];
    if (falls && next !== undefined) caller.note(`${modelName} gave up (${errorClass}); ${next.name} is asked`);
    return { error: known, falls };
  }
}

function skip(run: GenerateRun, model: string, reason: string): void {
  run.attempts.push({ model, outcome: 'skipped', reason });
  currentCaller(run.engine, model).note(`${model} is passed over: ${reason}`);
}

function nothingFits({ attempts }: GenerateRun): DurakitError {
  return new DurakitError({
    status: 'FAILED_PRECONDITION',
    message: 'No model of the fallback can take this request.',
    details: { attempts },
  });
}
