import { AsyncLocalStorage } from 'node:async_hooks';
import { randomUUID } from 'node:crypto';
import { nodeSchemas } from '../../../client/node-schemas.ts';
import type { ActionCall, ActionCaller } from '../../../engine/action-caller.ts';
import type { Engine } from '../../../engine/engine.ts';
import { createInProcessCaller } from '../../../engine/in-process-caller.ts';
import type { Plugin } from '../../../engine/plugin.ts';
import { createRegistry } from '../../../engine/registry.ts';
import type { RunScope } from '../../../engine/run-scope.ts';

/** An engine that runs actions in process, and nothing else. */
export interface TestEngine {
  readonly engine: Engine;
  /** Runs `body` as flow code: its calls of actions are noted. */
  asFlow<T>(body: () => Promise<T>): Promise<T>;
  readonly calls: ActionCall[];
}

/** With `worker` it is an engine as the sandbox has it: without bodies, its calls run on that other engine. */
export function createTestEngine({ plugins = [], worker }: { plugins?: readonly Plugin[]; worker?: Engine } = {}): TestEngine {
  const calls: ActionCall[] = [];
  const engine: Engine = {
    name: undefined,
    registry: createRegistry(plugins),
    flows: new Map(),
    scopes: new AsyncLocalStorage<RunScope>(),
    schemas: nodeSchemas,
    randomId: randomUUID,
    keepsBodies: worker === undefined,
    launcher: undefined,
    get outside() {
      return worker === undefined ? createCaller(engine) : undefined;
    },
    describe: (key) => engine.registry.lookup(key),
    context: {},
    stepDefaults: {},
    defaultModel: undefined,
    defaultModelConfig: undefined,
    defaultFallback: undefined,
  };
  const asFlow = <T>(body: () => Promise<T>): Promise<T> => {
    const inner = createCaller(worker ?? engine);
    const caller: ActionCaller = {
      ...inner,
      callAction: async (call) => {
        calls.push(call);
        return toJson(await inner.callAction({ ...call, input: toJson(call.input) }));
      },
    };
    return engine.scopes.run({ kind: 'flow', name: 'test', caller, ...surroundings() }, body);
  };
  return { engine, asFlow, calls };
}

function createCaller(engine: Engine): ActionCaller {
  return createInProcessCaller(engine, surroundings());
}

function surroundings(): Omit<RunScope, 'kind' | 'name' | 'caller'> {
  return { context: {}, abortSignal: new AbortController().signal, streamingRequested: false, sendChunk: () => undefined };
}

/** As a border to another process does it. */
function toJson(value: unknown): unknown {
  return value === undefined ? undefined : JSON.parse(JSON.stringify(value));
}
