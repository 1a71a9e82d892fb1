import type { ModelLimits, ModelPolicy } from '../../schemas/model-policy.ts';
import type { StepOptions } from '../../schemas/step-options.ts';
import type { ActionCall } from '../action-caller.ts';
import { toMilliseconds } from '../duration.ts';
import type { Engine } from '../engine.ts';

/** A call of a model with the limits of the app and its own, as the caller's options and as the policy that travels. Other calls stay as they are. */
export function withModelLimits(engine: Pick<Engine, 'stepDefaults' | 'modelLimits'>, call: ActionCall): ActionCall {
  if (!call.key.startsWith('/model/')) return call;
  const { limits: own, ...rest } = call;
  const limits = { ...engine.modelLimits, ...own };
  const policy = { ...toPolicy(limits), ...call.policy };
  return { ...rest, options: toOptions(engine.stepDefaults, limits, call.options), ...(Object.keys(policy).length > 0 && { policy }) };
}

function toOptions(defaults: StepOptions, { maxAttempts, timeout }: ModelLimits, own: StepOptions): StepOptions {
  const retry = { ...defaults.retry, ...(maxAttempts !== undefined && { maxAttempts }), ...own.retry };
  return { ...(timeout !== undefined && { timeout }), ...own, ...(Object.keys(retry).length > 0 && { retry }) };
}

function toPolicy({ maxWait, firstByteTimeout, stallTimeout, streaming }: ModelLimits): ModelPolicy {
  return {
    ...(maxWait !== undefined && { maxWaitMilliseconds: toMilliseconds(maxWait) }),
    ...(firstByteTimeout !== undefined && { firstByteMilliseconds: toMilliseconds(firstByteTimeout) }),
    ...(stallTimeout !== undefined && { stallMilliseconds: toMilliseconds(stallTimeout) }),
    ...(streaming === false && { streaming }),
  };
}
