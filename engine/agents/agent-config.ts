import type { JsonSchema } from '../../schemas/json-schema.ts';
import type { OnBusy, SessionAccess } from '../../schemas/session-turn.ts';
import type { InputOf, PromptConfig } from '../prompts/prompt-config.ts';
import type { SessionStore } from '../sessions/session-store.ts';
import type { StandardSchema } from '../standard-schema.ts';
import type { ClientTransform } from './client-transform.ts';

/** A schema whose values are states: zod's of any version, another library's, or JSON Schema, which says nothing of the type. */
export type StateSchema<TState> = { readonly _output: TState } | StandardSchema<TState> | JsonSchema;

/** What all agents have. The state's type is read from the schema or the store. */
export interface SessionConfig<TState = unknown> {
  /** Held against the custom state when a conversation is taken up. */
  readonly stateSchema?: StateSchema<TState> | undefined;
  /** Where conversations are kept. Without one each client keeps its own, and sends it with every turn. */
  readonly store?: SessionStore<TState> | undefined;
  readonly clientTransform?: ClientTransform<TState> | undefined;
  /** In durable sessions: what becomes of a turn that comes while another one runs. Default `queue`: it waits. */
  readonly onBusy?: OnBusy | undefined;
  /**
   * In durable sessions: who may add turns. A session belongs to the first user that `context.auth.uid` names; with `owner`, the default, a turn
   * of another user is refused with PERMISSION_DENIED. Turns whose context names nobody are let in: whose they are is the server's business.
   */
  readonly access?: SessionAccess | undefined;
}

/** What `ai.defineCustomAgent` takes beside the function. */
export interface CustomAgentConfig<TState = unknown> extends SessionConfig<TState> {
  readonly name: string;
  readonly description?: string | undefined;
}

/** What `ai.definePromptAgent` takes. The agent has the prompt's name. */
export interface PromptAgentConfig<TState = unknown> extends SessionConfig<TState> {
  readonly promptName: string;
  readonly description?: string | undefined;
  /** The prompt's input in every turn. */
  readonly promptInput?: unknown;
}

/** What `ai.defineAgent` takes: a prompt, and what an agent has beside it. */
export interface AgentConfig<TState = unknown, TInputSchema = unknown, TOutputSchema = unknown>
  extends PromptConfig<TInputSchema, TOutputSchema>, SessionConfig<TState> {
  readonly promptInput?: InputOf<TInputSchema>;
}
