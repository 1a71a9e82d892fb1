import type { GenerateResponseChunkData, GenerationUsage } from '../schemas/generate-response.ts';
import type { PartialAnswerData } from '../schemas/partial-answer.ts';

/** What stays of a longer answer: it goes into the history. */
const MOST_CHARACTERS = 64 * 1024;

/** Keeps what a model has streamed, for the case that it is stopped. */
export interface PartialAnswer {
  add(chunk: unknown): void;
  /** For the failure that ends the activity as cancelled: nothing where nothing has come. */
  details(): readonly [] | readonly [{ readonly partial: PartialAnswerData }];
}

/** An empty one, for one try of one call. */
export function createPartialAnswer(): PartialAnswer {
  let text = '';
  let length = 0;
  let chunks = 0;
  let usage: GenerationUsage | undefined;
  return {
    add: (chunk) => {
      // a model of an app's own may send anything
      const { content, ...rest } = (chunk ?? {}) as Partial<GenerateResponseChunkData> & { readonly usage?: GenerationUsage };
      chunks++;
      const piece = (content ?? []).map((part) => ('text' in part && typeof part.text === 'string' ? part.text : '')).join('');
      length += piece.length;
      text += piece.slice(0, MOST_CHARACTERS - text.length);
      usage = rest.usage ?? usageOf(rest.custom) ?? usage;
    },
    details: () => {
      if (chunks === 0) return [];
      const partial = { text, ...(length > text.length && { truncated: true }), chunks, ...(usage !== undefined && { usage }) };
      return [{ partial }];
    },
  };
}

/** Plugins put what the vendor counts into a chunk's `custom`: Genkit's chunks have no field for it. */
function usageOf(custom: unknown): GenerationUsage | undefined {
  const usage: unknown = typeof custom === 'object' && custom !== null && 'usage' in custom ? custom.usage : undefined;
  return typeof usage === 'object' && usage !== null ? usage : undefined;
}
