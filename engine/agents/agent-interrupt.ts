import type { ToolRequestPart, ToolResponsePart } from '../../schemas/part.ts';

/** A tool's question. Its builders make the parts of a `resume` and send nothing. Source: Genkit `ai/src/agent-core.ts`. */
export interface AgentInterrupt<TInput = unknown, TOutput = unknown> {
  readonly name: string;
  readonly ref: string | undefined;
  readonly input: TInput;
  /** What the tool said when it interrupted; `true` where it said nothing. */
  readonly interrupt: unknown;
  /** The answer, in the place of the tool's. */
  respond(output: TOutput): ToolResponsePart;
  /** Has the tool run again, with `resumed` in its surroundings. Default `true`. The input cannot be another: agents reject that. */
  restart(resumed?: unknown): ToolRequestPart;
}

/** The question of a request that was marked with one. */
export function toAgentInterrupt({ toolRequest, metadata }: ToolRequestPart): AgentInterrupt {
  const { name, ref, input } = toolRequest;
  const call = { name, ...(ref !== undefined && { ref }) };
  return {
    name,
    ref,
    input,
    interrupt: metadata?.['interrupt'],
    respond: (output) => ({ toolResponse: { ...call, output } }),
    restart: (resumed = true) => ({ toolRequest: { ...call, input }, metadata: { resumed } }),
  };
}
