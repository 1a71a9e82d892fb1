import type { ChunkListener } from '../engine/sessions/live-chunks.ts';
import type { GenerateResponseChunkData } from '../schemas/generate-response.ts';

/** What the listeners of a call were shown, by the call: a later try in the same process must not show it again. */
const shown = new Map<string, string>();
/** Calls that were stopped or given up never end well: beyond so many the oldest is forgotten, and would be shown anew by a later try. */
const MOST_SHOWN = 1_000;

/** Shows the chunks of one try of a model's call. */
export interface LiveStream {
  send(chunk: GenerateResponseChunkData): void;
  /** The try has ended well: nothing of the call is kept. */
  end(): void;
}

/**
 * Shows each text once, in order, over all tries of one call: the beginning that a later try has in common with what was shown is cut. Where it
 * differs, the chunk says `custom.retracted: true`, and what follows it is the text from its beginning.
 */
export function createLiveStream(call: string, listener: ChunkListener | undefined): LiveStream | undefined {
  if (listener === undefined) return undefined;
  const before = shown.get(call) ?? '';
  let text = '';
  let isBehind = before !== '';
  return {
    send: (chunk) => {
      text += textOf(chunk);
      if (isBehind) {
        if (before.startsWith(text)) return;
        isBehind = false;
        if (text.startsWith(before)) listener({ ...chunk, content: [{ text: text.slice(before.length) }] });
        else listener({ ...chunk, content: [{ text }], custom: { retracted: true } });
      } else {
        listener(chunk);
      }
      keep(call, text);
    },
    end: () => void shown.delete(call),
  };
}

function keep(call: string, text: string): void {
  shown.delete(call);
  shown.set(call, text);
  const [oldest] = shown.keys();
  if (shown.size > MOST_SHOWN && oldest !== undefined) shown.delete(oldest);
}

function textOf({ content = [] }: GenerateResponseChunkData): string {
  return content.map((part) => ('text' in part ? part.text : '')).join('');
}
