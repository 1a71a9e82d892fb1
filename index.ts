/**
 * durakit on Node: outside a flow everything runs in this process, as in Genkit; calling a flow starts a durable run.
 * @module
 */
import { AsyncLocalStorage } from 'node:async_hooks';
import { randomUUID } from 'node:crypto';
import { createDurableLauncher } from './client/durable-launcher.ts';
import { nodeSchemas } from './client/node-schemas.ts';
import { loadedApps } from './engine/app-registry.ts';
import { createAi, type Ai } from './engine/create-ai.ts';
import { toModelReference } from './engine/define-model.ts';
import type { DurakitOptions } from './engine/durakit-options.ts';
import type { Engine } from './engine/engine.ts';
import { toMilliseconds } from './engine/duration.ts';
import { createInProcessCaller } from './engine/in-process-caller.ts';
import { createInlineLauncher } from './engine/inline-launcher.ts';
import { createRegistry } from './engine/registry.ts';
import type { RunScope } from './engine/run-scope.ts';
import type { Duration } from './schemas/duration.ts';
import { DurakitError } from './schemas/durakit-error.ts';
import type { StepOptions } from './schemas/step-options.ts';

export { z } from 'zod';
export { DurakitError, DurakitError as GenkitError } from './schemas/durakit-error.ts';
export type { Ai, Ai as Durakit, Ai as Genkit } from './engine/create-ai.ts';
export type { ActionArguments } from './engine/action.ts';
export type { DurakitOptions } from './engine/durakit-options.ts';
export type { ModelArgument, ModelReference } from './engine/define-model.ts';
export type { Flow, FlowConfig, FlowRunOptions, FlowSideChannel, FlowStartOptions } from './engine/flow.ts';
export type { FlowHandle, RunDescription, RunStatus } from './engine/flow-handle.ts';
export type { GenerateInput, GenerateOptions, MessageInput, OutputOptions } from './engine/generate/generate-options.ts';
export { GenerateResponse } from './engine/generate/generate-response.ts';
export { GenerateResponseChunk } from './engine/generate/generate-response-chunk.ts';
export { Message } from './engine/generate/message.ts';
export { GenerationBlockedError, GenerationResponseError } from './engine/generate/generation-response-error.ts';
export { ToolInterruptError } from './engine/tools/tool-interrupt-error.ts';
export { generateMiddleware } from './engine/middleware/generate-middleware.ts';
export type { ToolAction, ToolConfig } from './engine/tools/tool.ts';
export type { ToolArgument } from './engine/tools/resolve-tools.ts';
export type { Plugin } from './engine/plugin.ts';
export type { Step } from './engine/step.ts';
export type { StepOptions, RetryOptions } from './schemas/step-options.ts';

/**
 * Makes the `ai` object of an app. Flows run durably: without a Temporal server a call of a flow fails with UNAVAILABLE
 * and says how to start one. `mode: 'inline'` (or `DURAKIT_MODE=inline`) runs them in process instead.
 */
export function durakit(options: DurakitOptions = {}): Ai {
  const launcher = resolveMode(options) === 'inline' ? createInlineLauncher(() => engine) : createDurableLauncher(options.temporal ?? {});
  const model = options.model === undefined ? undefined : toModelReference(options.model);
  const engine: Engine = {
    name: options.name,
    registry: createRegistry(options.plugins ?? []),
    describe: (key) => engine.registry.lookup(key),
    flows: new Map(),
    scopes: new AsyncLocalStorage<RunScope>(),
    schemas: nodeSchemas,
    randomId: randomUUID,
    keepsBodies: true,
    launcher,
    get outside() {
      return (outside ??= createInProcessCaller(engine, { context: engine.context, abortSignal: new AbortController().signal }));
    },
    context: options.context ?? {},
    stepDefaults: { ...stepDefaultsOf(process.env), ...options.steps },
    defaultModel: model?.name,
    defaultModelConfig: model?.config,
  };
  let outside: Engine['outside'];
  const ai = createAi(engine);
  loadedApps().push({ ai, engine });
  return ai;
}

/** Genkit's name for {@link durakit}. */
export const genkit: typeof durakit = durakit;

function stepDefaultsOf({ DURAKIT_HEARTBEAT: heartbeat }: NodeJS.ProcessEnv): StepOptions {
  return heartbeat === undefined ? {} : { heartbeat: toMilliseconds(heartbeat as Duration) };
}

function resolveMode({ mode }: DurakitOptions): 'durable' | 'inline' {
  const wanted = mode ?? process.env['DURAKIT_MODE'] ?? 'durable';
  if (wanted === 'durable' || wanted === 'inline') return wanted;
  throw new DurakitError({ status: 'INVALID_ARGUMENT', message: `mode is '${wanted}'. It can be 'durable' (the default) or 'inline'.` });
}
