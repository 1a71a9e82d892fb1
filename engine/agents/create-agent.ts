import { toActionKey } from '../../schemas/action-key.ts';
import type { AgentAbortRequest, AgentAbortResponse, GetSnapshotRequest } from '../../schemas/agent-requests.ts';
import type { AgentInput } from '../../schemas/agent-input.ts';
import type { AgentOutput } from '../../schemas/agent-output.ts';
import { DurakitError } from '../../schemas/durakit-error.ts';
import type { SessionSnapshot } from '../../schemas/session-snapshot.ts';
import { defineCallableAction, type CallableAction } from '../callable-action.ts';
import { createChunkStream } from '../chunk-stream.ts';
import type { Engine } from '../engine.ts';
import type { SessionCaller } from '../sessions/session-caller.ts';
import type { Agent, AgentBidiCall, AgentRunOptions } from './agent.ts';
import { fromAgentActionInput } from './agent-action-input.ts';
import { agentMetadataOf, agentsOf, type AgentDefinition } from './agent-definition.ts';
import { AGENT_SCHEMAS } from './agent-schemas.ts';
import type { AgentTransport, RunningTurn } from './agent-transport.ts';
import { createAgentApi } from './create-agent-api.ts';
import { createSessionTransport, startSessionTurn } from './create-session-transport.ts';
import { runInvocation } from './run-invocation.ts';
import { registerStoreAction } from './session-store-action.ts';
import { abortSnapshot, readSnapshot } from './snapshot-access.ts';
import { createLocalTransport, startInvocation, toInputs } from './start-invocation.ts';

/** Registers an agent's three actions. Throws ALREADY_EXISTS for a second agent of that name. */
export function createAgent(engine: Engine, definition: AgentDefinition): Agent {
  const { name } = definition;
  const action = defineAgentAction(engine, definition);
  const getSnapshotDataAction = defineSnapshotAction(engine, definition);
  const abortAgentAction = defineAbortAction(engine, definition);
  registerStoreAction(engine, definition);
  agentsOf(engine).set(name, definition);
  const start = (input: AgentInput, { onChunk, ...options }: AgentRunOptions = {}): RunningTurn => {
    const caller = sessionCallerOf(engine);
    if (caller === undefined) return startInvocation(engine, definition, { ...options, inputs: toInputs([input]), sendChunk: onChunk });
    return startSessionTurn(engine, definition, { ...options, init: options.init ?? {}, caller, input, onChunk });
  };
  const call = (input: AgentInput, options?: AgentRunOptions): Promise<AgentOutput> => start(input, options).output;
  const api = createAgentApi(createTransport(engine, definition));
  const agent = {
    ...api,
    key: action.key,
    __action: action.__action,
    agentName: name,
    run: async (input: AgentInput, options?: AgentRunOptions) => ({ result: await call(input, options) }),
    stream: start,
    streamBidi: toStreamBidi(engine, definition),
    getSnapshotData: (lookup) => readSnapshot(engine, definition, lookup),
    abort: (snapshotId, options) =>
      options === undefined ? api.abort(snapshotId) : abortSnapshot(engine, definition, { snapshotId, ...options }),
    getSnapshotDataAction,
    abortAgentAction,
  } satisfies Omit<Agent, never>;
  return Object.assign(call, agent);
}

/** Decided with each use: flow code, and the body of a step, has the agent right where it stands. */
function createTransport(engine: Engine, definition: AgentDefinition): AgentTransport {
  const local = createLocalTransport(engine, definition);
  const current = (): AgentTransport => {
    const caller = sessionCallerOf(engine);
    return caller === undefined ? local : createSessionTransport(engine, definition, caller);
  };
  return {
    runTurn: (...turn) => current().runTurn(...turn),
    getSnapshot: (lookup) => current().getSnapshot(lookup),
    abort: (snapshotId) => current().abort(snapshotId),
    sleep: (milliseconds) => current().sleep(milliseconds),
  };
}

function sessionCallerOf({ scopes, sessionCaller }: Engine): SessionCaller | undefined {
  return scopes.getStore() === undefined ? sessionCaller : undefined;
}

function defineAgentAction(engine: Engine, definition: AgentDefinition): CallableAction<AgentInput, AgentOutput> {
  const { key, name, description } = definition;
  return defineCallableAction(engine, {
    key,
    type: 'agent',
    name,
    ...(description !== undefined && { description }),
    inputSchema: AGENT_SCHEMAS.input,
    outputSchema: AGENT_SCHEMAS.output,
    metadata: { agent: agentMetadataOf(engine, definition), bidi: true },
    body: async (given, { sendChunk, abortSignal, context }) => {
      const { init, inputs } = fromAgentActionInput(given);
      return await runInvocation(engine, definition, { init, inputs: toInputs(inputs), sendChunk, abortSignal, context });
    },
  });
}

function defineSnapshotAction(engine: Engine, definition: AgentDefinition): CallableAction<GetSnapshotRequest, SessionSnapshot> {
  const { name } = definition;
  return defineCallableAction(engine, {
    key: toActionKey('agent-snapshot', name),
    type: 'agent-snapshot',
    name,
    description: `Gets snapshot data for ${name} by snapshotId or sessionId`,
    inputSchema: AGENT_SCHEMAS.snapshotRequest,
    outputSchema: AGENT_SCHEMAS.snapshot,
    body: async (given, { context }) => {
      const request = given as GetSnapshotRequest;
      const snapshot = await readSnapshot(engine, definition, { ...request, context });
      if (snapshot !== undefined) return snapshot;
      const target = request.snapshotId ?? request.sessionId ?? 'unknown';
      throw new DurakitError({ status: 'NOT_FOUND', message: `Snapshot '${target}' not found for agent '${name}'.` });
    },
  });
}

function defineAbortAction(engine: Engine, definition: AgentDefinition): CallableAction<AgentAbortRequest, AgentAbortResponse> {
  const { name } = definition;
  return defineCallableAction(engine, {
    key: toActionKey('agent-abort', name),
    type: 'agent-abort',
    name,
    description: `Aborts ${name} agent by snapshotId. Returns the snapshot id and the status that it had before.`,
    inputSchema: AGENT_SCHEMAS.abortRequest,
    outputSchema: AGENT_SCHEMAS.abortResponse,
    body: async (given, { context }) => {
      const { snapshotId } = given as AgentAbortRequest;
      const status = await abortSnapshot(engine, definition, { snapshotId, context });
      return { snapshotId, ...(status !== undefined && { status }) };
    },
  });
}

function toStreamBidi(engine: Engine, definition: AgentDefinition): Agent['streamBidi'] {
  return (init = {}, { inputStream, ...options } = {}): AgentBidiCall => {
    const queue = createChunkStream();
    const inputs = inputStream ?? (queue.stream as AsyncIterable<AgentInput>);
    const { stream, output } = startInvocation(engine, definition, { ...options, init, inputs });
    const refuse = (what: string): void => {
      if (inputStream === undefined) return;
      throw new DurakitError({ status: 'FAILED_PRECONDITION', message: `Cannot ${what} a provided stream.` });
    };
    return {
      stream,
      output,
      send: (input) => {
        refuse('send to');
        queue.push(input);
      },
      close: () => {
        refuse('close');
        queue.close();
      },
    };
  };
}
