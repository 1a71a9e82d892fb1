import type { Formatter } from './format.ts';

/** The model's text as it is. */
export const textFormat: Formatter<string, string> = {
  name: 'text',
  config: { contentType: 'text/plain' },
  handler: () => ({ parseMessage: (message) => message.text, parseChunk: (chunk) => chunk.text }),
};
