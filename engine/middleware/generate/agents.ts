import { DurakitError } from '../../../schemas/durakit-error.ts';
import type { MessageData } from '../../../schemas/message.ts';
import type { ToolRequestPart } from '../../../schemas/part.ts';
import { agentsOf, isServerManaged } from '../../agents/agent-definition.ts';
import { describeAgent, TASK_SCHEMA, toTask } from '../../agents/to-agent-tool.ts';
import { delegate } from '../../agents/delegate.ts';
import { toDelegationResult, toFailedDelegation, type ArtifactStrategy, type DelegationResult } from '../../agents/to-delegation-result.ts';
import { engineOf } from '../../ai-of-engine.ts';
import type { Agent } from '../../agents/agent.ts';
import type { Engine } from '../../engine.ts';
import type { ToolsApi } from '../../tools/create-tools-api.ts';
import { generateMiddleware, type GenerateMiddleware } from '../generate-middleware.ts';
import type { GenerateMiddlewareHooks, ToolHookContext } from '../middleware.ts';
import { addSystemText } from './add-system-text.ts';
import { createTypedSchema, type TypedSchema } from './typed-schema.ts';

/** An agent's name, with other words about it than its own. */
export interface AgentReference {
  readonly name: string;
  readonly description?: string;
}

/** Options of {@link agents}. JSON. Source of names and defaults: Genkit's middleware plugin, `agents.ts`. */
export interface AgentsOptions {
  /** At least one: by name, or the agent itself. */
  readonly agents: readonly (string | AgentReference | Pick<Agent, 'agentName'>)[];
  /** Default `delegate_to`. Empty: the tools have the agents' names. */
  readonly toolPrefix?: string;
  /** How many tasks one `generate` gives away; more are refused, in a text for the model. Default: no limit. */
  readonly maxDelegations?: number;
  /** How many of the latest messages of user and model, their texts alone, an agent without a store is told. Default 0. */
  readonly historyLength?: number;
  /** Whether the model sees the content of a sub-agent's artifacts (`inline`, the default) or their names. The session has them in both cases. */
  readonly artifactStrategy?: ArtifactStrategy;
}

const byName: GenerateMiddleware<TypedSchema<NamedAgents>> = generateMiddleware(
  {
    name: 'agents',
    description: 'Injects per-agent delegation tools for calling registered sub-agents.',
    configSchema: createTypedSchema<NamedAgents>({
      type: 'object',
      properties: {
        agents: {
          type: 'array',
          items: {
            anyOf: [
              { type: 'string' },
              { type: 'object', properties: { name: { type: 'string' }, description: { type: 'string' } }, required: ['name'] },
            ],
          },
          description: 'Agents available for delegation, by name.',
        },
        toolPrefix: { type: 'string', description: 'Prefix of the names of the delegation tools. Default: delegate_to' },
        maxDelegations: { type: 'number', description: 'Maximum sub-agent delegations allowed per generate call.' },
        historyLength: { type: 'number', description: 'Number of recent messages to forward to sub-agents. Default: 0' },
        artifactStrategy: { type: 'string', enum: ['inline', 'session'], description: 'How the artifacts of sub-agents are handled.' },
      },
      additionalProperties: true,
    }),
  },
  ({ config, ai }) => createHooks(ai as ToolsApi, config),
);

/**
 * Gives the model a tool for each agent, `delegate_to_<agent>({ task })`, and tells it of them in the system message. Several calls in one
 * turn run at once. A sub-agent that fails is a text for the model; one whose tools ask interrupts here, and goes on from where it stood when
 * the call is run again with the answers (see `openQuestions`). In a flow the sub-agents' models and tools are activities of that flow.
 */
export const agents: GenerateMiddleware<TypedSchema<AgentsOptions>> = Object.assign(
  // it travels as JSON, with the prompt that has it: agents are named in it
  (config?: AgentsOptions) => byName(config && { ...config, agents: config.agents.map(toReference) }),
  byName,
);

interface NamedAgents extends Omit<AgentsOptions, 'agents'> {
  readonly agents: readonly (string | AgentReference)[];
}

function toReference(agent: AgentsOptions['agents'][number]): string | AgentReference {
  return typeof agent !== 'string' && 'agentName' in agent ? agent.agentName : agent;
}

interface Delegator {
  readonly engine: Engine;
  readonly options: NamedAgents;
  /** Over all turns of one `generate`. */
  count: number;
  conversation: readonly MessageData[];
}

function createHooks(ai: ToolsApi, options: NamedAgents | undefined): GenerateMiddlewareHooks {
  const engine = engineOf(ai);
  if (engine === undefined || options?.agents === undefined || options.agents.length === 0) {
    throw new DurakitError({
      status: 'INVALID_ARGUMENT',
      message: 'agents middleware requires at least one agent in the "agents" option.',
    });
  }
  const references = toReferences(engine, options);
  const delegator: Delegator = { engine, options, count: 0, conversation: [] };
  return {
    tools: [...references].map(([name, { description }]) => ai.dynamicTool({ name, description, inputJsonSchema: TASK_SCHEMA })),
    tool: async (request, context, next) => {
      const { name, ref } = request.toolRequest;
      const reference = references.get(name);
      if (reference === undefined) return await next(request, context);
      const output = await runDelegation(delegator, { agent: reference.name, request, context });
      return { toolResponse: { name, ...(ref !== undefined && { ref }), output } };
    },
    generate: async (envelope, context, next) => {
      delegator.conversation = envelope.request.messages;
      const text = toInstructions(references);
      const messages = addSystemText(envelope.request.messages, { text, mark: 'agents-middleware-instructions' });
      return await next({ ...envelope, request: { ...envelope.request, messages } }, context);
    },
  };
}

/** By the names of their tools, which are told from each other before a model is asked. */
function toReferences(engine: Engine, { agents: given, toolPrefix = 'delegate_to' }: NamedAgents): Map<string, Required<AgentReference>> {
  const references = new Map<string, Required<AgentReference>>();
  for (const one of given) {
    const { name, description = describeAgent(engine, name) ?? 'No description available.' } =
      typeof one === 'string' ? { name: one } : one;
    const tool = toolPrefix === '' ? name : `${toolPrefix}_${name}`;
    const other = references.get(tool);
    if (other !== undefined) {
      throw new DurakitError({
        status: 'INVALID_ARGUMENT',
        message: `agents middleware: tool name '${tool}' for agent '${name}' collides with agent '${other.name}'; use a different toolPrefix or agent name.`,
      });
    }
    references.set(tool, { name, description });
  }
  return references;
}

interface DelegationCall {
  readonly agent: string;
  readonly request: ToolRequestPart;
  readonly context: ToolHookContext;
}

async function runDelegation(delegator: Delegator, { agent, request, context }: DelegationCall): Promise<DelegationResult> {
  const { engine, options } = delegator;
  const { maxDelegations, historyLength = 0, artifactStrategy: strategy = 'inline' } = options;
  const { resumed, interrupt, abortSignal } = context;
  // one that goes on was counted when it began
  if (resumed === undefined && maxDelegations !== undefined && delegator.count >= maxDelegations) {
    return { response: `Delegation limit reached (${maxDelegations}). Complete the task using information already gathered.` };
  }
  if (resumed === undefined) delegator.count++;
  const definition = agentsOf(engine).get(agent);
  if (definition === undefined) return { response: `Error: Agent '${agent}' not found in registry.` };
  try {
    const task = toTask(request.toolRequest.input);
    const history = isServerManaged(engine, definition) ? [] : toRecentTexts(delegator.conversation, historyLength);
    const output = await delegate(engine, definition, { task, history, resumed, interrupt, abortSignal, context: context.context });
    return toDelegationResult(engine, output, { agent, strategy });
  } catch (error) {
    return toFailedDelegation(agent, error);
  }
}

/** A request for a tool without its response would be an unfinished conversation: texts alone are handed on. */
function toRecentTexts(messages: readonly MessageData[], length: number): MessageData[] {
  if (length <= 0) return [];
  return messages
    .filter(({ role }) => role === 'user' || role === 'model')
    .slice(-length)
    .map(({ role, content }) => ({
      role,
      content: content.flatMap((part) => ('text' in part && part.text !== '' ? [{ text: part.text }] : [])),
    }))
    .filter(({ content }) => content.length > 0);
}

/** Source of the words: Genkit's middleware plugin, `agents.ts`. */
function toInstructions(references: ReadonlyMap<string, Required<AgentReference>>): string {
  const list = [...references].map(([tool, { description }]) => `  - ${tool}: ${description}`).join('\n');
  return `<sub-agents>
You can delegate tasks to specialized sub-agents using their delegation tools:
${list}

When a task is better handled by a specialized agent, delegate it using the appropriate tool. Provide a clear, self-contained task description.
</sub-agents>`;
}
