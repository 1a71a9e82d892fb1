import type { Json } from './gemini-json.ts';

/** A whole answer of Gemini with these parts. */
export function toCompletion(...parts: readonly Json[]): Json {
  return { candidates: [{ content: { role: 'model', parts }, finishReason: 'STOP' }] };
}

/** The same as a stream of one event for each part. */
export function toCompletionEvents(parts: readonly Json[]): string {
  const events = parts.map((part, position) => {
    const candidate = { content: { role: 'model', parts: [part] } };
    return { candidates: [position === parts.length - 1 ? { ...candidate, finishReason: 'STOP' } : candidate] };
  });
  return events.map((event) => `data: ${JSON.stringify(event)}\n\n`).join('');
}
