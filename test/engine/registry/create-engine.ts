import { AsyncLocalStorage } from 'node:async_hooks';
import { randomUUID } from 'node:crypto';
import { nodeSchemas } from '../../../client/node-schemas.ts';
import type { ActionCall, ActionCaller } from '../../../engine/action-caller.ts';
import type { Engine } from '../../../engine/engine.ts';
import { createInProcessCaller } from '../../../engine/in-process-caller.ts';
import type { Plugin } from '../../../engine/plugin.ts';
import { createRegistry } from '../../../engine/registry.ts';
import type { RunScope } from '../../../engine/run-scope.ts';

export interface TestEngine {
  readonly engine: Engine;
  readonly logged: string[];
}

/** An engine of Node's face, with calls in this process. */
export function createEngine(plugins: readonly Plugin[] = []): TestEngine {
  const logged: string[] = [];
  const engine: Engine = {
    name: undefined,
    registry: createRegistry(plugins, { log: (message) => logged.push(message) }),
    describe: (key) => engine.registry.lookup(key),
    flows: new Map(),
    scopes: new AsyncLocalStorage<RunScope>(),
    schemas: nodeSchemas,
    keepsBodies: true,
    launcher: undefined,
    get outside() {
      return createInProcessCaller(engine, { context: {}, abortSignal: new AbortController().signal });
    },
    randomId: randomUUID,
    context: {},
    stepDefaults: {},
    defaultModel: undefined,
    defaultModelConfig: undefined,
    defaultFallback: undefined,
  };
  return { engine, logged };
}

/** An engine without bodies and without a way out of flows, as in the sandbox. */
export function createBodilessEngine(): Engine {
  return { ...createEngine().engine, keepsBodies: false, outside: undefined, registry: createRegistry([]) };
}

/** Runs flow code of `engine` whose calls are carried out by `worker`, as JSON. `calls` are their keys. */
export async function runFlow<T>(engine: Engine, worker: Engine, body: () => Promise<T>): Promise<{ output: T; calls: string[] }> {
  const calls: string[] = [];
  const outside = worker.outside as ActionCaller;
  const caller: ActionCaller = {
    ...outside,
    callAction: async (call: ActionCall) => {
      calls.push(call.key);
      const output = await worker.scopes.run(undefined as never, () => outside.callAction(toJson(call) as ActionCall));
      return output === undefined ? undefined : toJson(output);
    },
  };
  const abortSignal = new AbortController().signal;
  const scope: RunScope = {
    kind: 'flow',
    name: 'test',
    caller,
    context: {},
    abortSignal,
    streamingRequested: false,
    sendChunk: () => undefined,
  };
  const output = await engine.scopes.run(scope, body);
  return { output, calls };
}

function toJson(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value));
}
