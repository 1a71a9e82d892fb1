import { toActionKey } from '../../schemas/action-key.ts';
import { DurakitError } from '../../schemas/durakit-error.ts';
import type { Engine } from '../engine.ts';
import type { PromptsApi } from '../prompts/create-prompts-api.ts';
import { toPromptName } from '../prompts/prompt-name.ts';
import type { Session } from '../sessions/session.ts';
import { requireSession } from '../sessions/session-scope.ts';
import { toDefinitionSchema } from '../to-definition-schema.ts';
import { setToolForm } from '../tools/tool-forms.ts';
import { toAgentTool } from './to-agent-tool.ts';
import type { Agent } from './agent.ts';
import type { AgentConfig, CustomAgentConfig, PromptAgentConfig } from './agent-config.ts';
import type { AgentDefinition } from './agent-definition.ts';
import { createAgent } from './create-agent.ts';
import { toPromptAgentFunction } from './prompt-agent-function.ts';
import type { AgentFunction } from './session-runner.ts';

/** The part of `ai` that is about agents. Source of names and defaults: Genkit `ai/src/agent.ts`. */
export interface AgentsApi {
  /** A prompt and an agent of one name. Throws ALREADY_EXISTS for a second one of that name. */
  defineAgent<TState = unknown, TInputSchema = unknown, TOutputSchema = unknown>(
    config: AgentConfig<TState, TInputSchema, TOutputSchema>,
  ): Agent<TState>;
  /** An agent of a prompt that is defined elsewhere, in code or in a file; it may come later. */
  definePromptAgent<TState = unknown>(config: PromptAgentConfig<TState>): Agent<TState>;
  /** An agent whose turns are code. */
  defineCustomAgent<TState = unknown>(config: CustomAgentConfig<TState>, body: AgentFunction<TState>): Agent<TState>;
  /** The conversation of the agent that runs here. Throws FAILED_PRECONDITION outside of agents; in a durable run tools are outside, as their process is another. */
  currentSession<TState = unknown>(): Session<TState>;
}

/** What agents need of an engine's other features. */
export interface AgentsPorts {
  readonly prompts: Pick<PromptsApi, 'definePrompt' | 'prompt'>;
}

/** Binds agents to one engine. */
export function createAgentsApi(engine: Engine, { prompts }: AgentsPorts): AgentsApi {
  setToolForm(engine, 'agent', (name) => toAgentTool(engine, name));

  function define(config: CustomAgentConfig, body: AgentFunction): Agent {
    return createAgent(engine, toDefinition(engine, config, body));
  }

  function definePromptAgent({ promptName, promptInput, ...config }: PromptAgentConfig): Agent {
    const body = toPromptAgentFunction(engine, { promptName, promptInput, prompts });
    return define({ ...config, name: promptName }, body);
  }

  function defineAgent({ stateSchema, store, clientTransform, onBusy, access, promptInput, ...prompt }: AgentConfig): Agent {
    prompts.definePrompt(prompt);
    const { name, variant, description } = prompt;
    const promptName = toPromptName({ name, variant });
    return definePromptAgent({
      promptName,
      promptInput: promptInput as unknown,
      description,
      stateSchema,
      store,
      clientTransform,
      onBusy,
      access,
    });
  }

  return {
    // the generic signatures are promises to the caller's types only
    defineAgent: defineAgent as AgentsApi['defineAgent'],
    definePromptAgent: definePromptAgent as AgentsApi['definePromptAgent'],
    defineCustomAgent: define as AgentsApi['defineCustomAgent'],
    currentSession: <TState>() => requireSession(engine) as Session<TState>,
  };
}

function toDefinition(
  engine: Engine,
  { name, description, stateSchema, store, clientTransform, onBusy, access }: CustomAgentConfig,
  body: AgentFunction,
): AgentDefinition {
  if (name === '')
    throw new DurakitError({ status: 'INVALID_ARGUMENT', message: 'An agent needs a name: it is the name of its sessions.' });
  return {
    name,
    key: toActionKey('agent', name),
    description,
    stateSchema: toDefinitionSchema(engine, stateSchema),
    store,
    clientTransform,
    onBusy,
    access,
    body,
  };
}
