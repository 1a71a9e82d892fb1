import type { JsonSchema } from '../../schemas/json-schema.ts';
import type { Engine } from '../engine.ts';
import { toShortName, type ResolvedTool } from '../tools/resolved-tool.ts';
import { agentsOf } from './agent-definition.ts';
import { delegate } from './delegate.ts';
import { toDelegationResult, toFailedDelegation } from './to-delegation-result.ts';

/** What the model says when it gives a task to an agent. */
export const TASK_SCHEMA: JsonSchema = {
  type: 'object',
  properties: { task: { type: 'string', description: 'A clear, self-contained description of the task to delegate.' } },
  required: ['task'],
  additionalProperties: true,
};

/** An agent in `tools`: named after it, takes `{ task }`, gives `{ response, artifacts? }`. Undefined for an agent that is not of this program. */
export function toAgentTool(engine: Engine, name: string): ResolvedTool | undefined {
  const definition = agentsOf(engine).get(name);
  if (definition === undefined) return undefined;
  const description = describeAgent(engine, name) ?? '';
  const shortName = toShortName(name);
  return {
    name,
    toolErrors: undefined,
    definition: {
      name: shortName,
      description,
      inputSchema: TASK_SCHEMA,
      ...(shortName !== name && { metadata: { originalName: name } }),
    },
    call: async ({ input, run, interrupt, abortSignal, context }) => {
      try {
        const task = toTask(input);
        const output = await delegate(engine, definition, { task, resumed: run?.resumed, interrupt, abortSignal, context });
        return { output: toDelegationResult(engine, output, { agent: name, strategy: 'inline' }) };
      } catch (error) {
        return { output: toFailedDelegation(name, error) };
      }
    },
  };
}

/** What is known of an agent: its own words, else those of its prompt. */
export function describeAgent(engine: Engine, name: string): string | undefined {
  const own = agentsOf(engine).get(name)?.description ?? engine.describe(`/agent/${name}`)?.description;
  return own ?? engine.describe(`/prompt/${name}`)?.description;
}

/** Throws where the model gave none. */
export function toTask(input: unknown): string {
  const { task } = (typeof input === 'object' && input !== null ? input : {}) as { readonly task?: unknown };
  if (typeof task === 'string') return task;
  throw new TypeError('a delegation needs a `task`, a text.');
}
