import { AsyncLocalStorage } from 'node:async_hooks';
import { randomUUID } from 'node:crypto';
import { nodeSchemas } from '../../../client/node-schemas.ts';
import type { ActionCall, ActionCaller } from '../../../engine/action-caller.ts';
import type { ActionDescription } from '../../../engine/action.ts';
import { createInProcessCaller } from '../../../engine/in-process-caller.ts';
import type { Engine } from '../../../engine/engine.ts';
import { createPromptsApi, type PromptsApi } from '../../../engine/prompts/create-prompts-api.ts';
import type { GenerationPort, RenderedOptions } from '../../../engine/prompts/generation-port.ts';
import { runPromptFile } from '../../../engine/prompts/prompt-actions.ts';
import type { PromptRenderer } from '../../../engine/prompts/prompt-source.ts';
import { createRegistry } from '../../../engine/registry.ts';
import type { RunScope } from '../../../engine/run-scope.ts';
import { createPromptRenderer } from '../../../providers/prompts/create-prompt-renderer.ts';
import type { ActionContext } from '../../../schemas/action-context.ts';

/** An engine of this process with prompts, and what its `generate` was called with. */
export interface PromptEngine {
  readonly engine: Engine;
  readonly ai: PromptsApi;
  readonly generated: RenderedOptions[];
}

interface EngineSettings {
  readonly directory?: string | null;
  readonly context?: ActionContext;
  readonly state?: unknown;
  readonly prompts?: PromptRenderer | undefined;
  readonly outside?: ActionCaller;
}

/** As `durakit()` on Node, but `generate` writes down its options instead of calling a model. */
export function createPromptEngine(settings: EngineSettings = {}): PromptEngine {
  const { directory = null, context = {} } = settings;
  const prompts = createPromptRenderer({ directory, reload: true, schemas: (name) => engine.registry.lookupSchema(name)?.jsonSchema });
  const { engine, ...rest } = assemble({ ...settings, prompts, context });
  return { engine, ...rest };
}

/** As `durakit()` in the sandbox: no bodies, no schemas, no templates; its actions run on `worker`, and what they gave is kept in `recorded`. */
export function createSandboxEngine(worker: PromptEngine, recorded: Map<string, unknown> = new Map()): PromptEngine {
  const answer = async (call: ActionCall): Promise<unknown> => {
    if (call.local !== undefined) throw new Error('the sandbox cannot run closures');
    const input = toJson(call.input);
    const position = `${call.key} ${JSON.stringify(input)}`;
    if (!recorded.has(position)) recorded.set(position, toJson(await runOnWorker(worker.engine, { ...call, input })));
    return recorded.get(position);
  };
  const outside = { callAction: answer } as ActionCaller;
  return assemble({ outside, prompts: undefined });
}

async function runOnWorker(engine: Engine, call: ActionCall): Promise<unknown> {
  const registered = engine.registry.lookup(call.key);
  const local: ActionCall['local'] =
    registered === undefined ? (input, around) => runPromptFile(engine, call.key, input, around) : undefined;
  return await engine.outside?.callAction({ ...call, local });
}

function assemble({ prompts, outside, context = {}, state }: EngineSettings): PromptEngine {
  const registry = createRegistry([]);
  const isSandbox = prompts === undefined;
  const generated: RenderedOptions[] = [];
  const engine: Engine = {
    registry,
    describe: (key: ActionDescription['key']) => registry.lookup(key),
    flows: new Map(),
    scopes: new AsyncLocalStorage<RunScope>(),
    schemas: isSandbox ? { toJsonSchema: () => undefined, check: () => undefined } : nodeSchemas,
    randomId: randomUUID,
    keepsBodies: !isSandbox,
    get outside() {
      return outside ?? createInProcessCaller(engine, { context, abortSignal: new AbortController().signal });
    },
    context,
    stepDefaults: {},
    prompts,
  } as unknown as Engine;
  const generation: GenerationPort = {
    generate: async (_engine, options) => {
      generated.push(options);
      return { text: 'answered' } as never;
    },
    generateStream: (_engine, options) => ({
      stream: (async function* (): AsyncGenerator<never> {})(),
      response: options.then((resolved) => generation.generate(engine, resolved)),
    }),
  };
  return { engine, generated, ai: createPromptsApi(engine, { generation, currentState: () => state }) };
}

function toJson(value: unknown): unknown {
  return value === undefined ? undefined : (JSON.parse(JSON.stringify(value)) as unknown);
}
