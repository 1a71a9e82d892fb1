import type { Part } from '../../schemas/part.ts';
import type { CompactMessages } from '../generate/generate-run.ts';

/** What {@link dropToolResults} leaves alone. */
export interface DropToolResultsOptions {
  /** Tool messages at the end of the conversation that stay whole. Default 2. */
  readonly keep?: number;
  /** What stands in the place of a result. Default `[dropped: the conversation was too long]`. */
  readonly placeholder?: string;
}

/** For `compact`: the results of the oldest tool calls go, the calls themselves stay, so that every request keeps its answer. */
export function dropToolResults({
  keep = 2,
  placeholder = '[dropped: the conversation was too long]',
}: DropToolResultsOptions = {}): CompactMessages {
  return (messages) => {
    const tools = messages.flatMap(({ role }, index) => (role === 'tool' ? [index] : []));
    const dropped = new Set(tools.slice(0, Math.max(0, tools.length - keep)));
    return messages.map((message, index) =>
      dropped.has(index) ? { ...message, content: message.content.map((part) => empty(part, placeholder)) } : message,
    );
  };
}

function empty(part: Part, placeholder: string): Part {
  if (!('toolResponse' in part)) return part;
  const { name, ref } = part.toolResponse;
  return {
    toolResponse: { name, ...(ref !== undefined && { ref }), output: placeholder },
    ...(part.metadata !== undefined && { metadata: part.metadata }),
  };
}
