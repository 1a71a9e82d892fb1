import type { MessageData } from '../../schemas/message.ts';
import type { Part } from '../../schemas/part.ts';
import { currentEngine } from '../current-engine.ts';
import type { ModelArgument } from '../define-model.ts';
import { DurakitError } from '../../schemas/durakit-error.ts';
import type { CompactMessages } from '../generate/generate-run.ts';
import { generate } from '../generate/generate.ts';

/** How {@link summarizeTurns} works. */
export interface SummarizeTurnsOptions {
  /** Writes the summary; one with a large window. Default: the app's own. */
  readonly model?: ModelArgument;
  /** Turns at the end of the conversation that stay as they are; a turn begins with a message of the user. Default 2. */
  readonly keep?: number;
  /** Asked of the model, before the conversation. */
  readonly instructions?: string;
}

const INSTRUCTIONS =
  'Summarise this conversation for the assistant that continues it: facts, decisions, results of tools, open questions, what the user wants. Be brief and leave out nothing that matters.';

/**
 * For `compact`: the turns before the last ones become one summary, written by a model. In a flow that call is an activity: the
 * summary is recorded with the run. The system message stays.
 */
export function summarizeTurns({ model, keep = 2, instructions = INSTRUCTIONS }: SummarizeTurnsOptions = {}): CompactMessages {
  return async (messages) => {
    const engine = currentEngine();
    if (engine === undefined)
      throw new DurakitError({ status: 'FAILED_PRECONDITION', message: 'summarizeTurns() works inside `generate` only.' });
    const system = messages.filter(({ role }) => role === 'system');
    const rest = messages.filter(({ role }) => role !== 'system');
    const start = startOfLastTurns(rest, keep);
    if (start === 0) return messages;
    const prompt = `${instructions}\n\n${rest.slice(0, start).map(toText).join('\n')}`;
    const { text } = await generate(engine, { prompt, stepName: 'summarize', ...(model !== undefined && { model }) });
    const summary: MessageData = {
      role: 'user',
      content: [{ text: `Summary of the conversation so far:\n${text}`, metadata: { purpose: 'summary' } }],
    };
    return [...system, summary, ...rest.slice(start)];
  };
}

function toText({ role, content }: MessageData): string {
  return `${role}: ${content.map(partToText).join('')}`;
}

function partToText(part: Part): string {
  if ('text' in part) return part.text;
  if ('toolRequest' in part) return `[asks ${part.toolRequest.name}(${JSON.stringify(part.toolRequest.input)})]`;
  if ('toolResponse' in part) return `[${part.toolResponse.name} gave ${JSON.stringify(part.toolResponse.output)}]`;
  return 'media' in part ? `[media ${part.media.contentType ?? ''}]` : '';
}

/** The index of the first message of the last `keep` turns; a turn begins with a message of the user. */
function startOfLastTurns(messages: readonly MessageData[], keep: number): number {
  const starts = messages.flatMap(({ role }, index) => (role === 'user' ? [index] : []));
  return starts.at(-keep) ?? 0;
}
