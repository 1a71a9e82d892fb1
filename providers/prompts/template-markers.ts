import { randomBytes } from 'node:crypto';
import { DurakitError } from '../../schemas/durakit-error.ts';

/** Private-use character: it breaks a marker in two until the messages are split. */
const BREAK = '\u{E000}';
const MARKER = '<<<dotprompt:';
const BROKEN_MARKER = `<<<${BREAK}dotprompt:`;

/** The helpers that write markers into the text, and the way from their text to dotprompt's. */
export interface TemplateMarkers {
  readonly helpers: Readonly<Record<string, (...parameters: never[]) => string>>;
  /** For the rendered text: marks of these helpers become dotprompt's, all others are broken. */
  settle(text: string): string;
}

/**
 * dotprompt splits the rendered text at markers such as `<<<dotprompt:role:system>>>`, wherever they come from: a variable that
 * holds one would speak as the system. Here helpers mark with a random word, so only what they wrote counts.
 */
export function createTemplateMarkers(): TemplateMarkers {
  const word = randomBytes(12).toString('hex');
  const mark = (content: string): string => `<<<${word}:${content}>>>`;
  return {
    helpers: {
      role: (role: string) => mark(`role:${role}`),
      history: () => mark('history'),
      section: (name: string) => mark(`section ${name}`),
      media: (options: { readonly hash: { readonly url?: unknown; readonly contentType?: unknown } }) => mark(toMediaMark(options.hash)),
    },
    settle: (text) => text.replaceAll(MARKER, BROKEN_MARKER).replaceAll(`<<<${word}:`, MARKER),
  };
}

/** Text that looked like a marker, as it was. */
export function restoreText(text: string): string {
  return text.replaceAll(BROKEN_MARKER, MARKER);
}

function toMediaMark({ url, contentType }: { readonly url?: unknown; readonly contentType?: unknown }): string {
  if (typeof url !== 'string' || url === '') {
    throw new DurakitError({
      status: 'INVALID_ARGUMENT',
      message: `{{media}} needs a url, and its url is ${url === '' ? 'empty' : String(url)}. Write {{media url=photoUrl}} and give photoUrl in the input.`,
    });
  }
  // dotprompt splits the mark at spaces and ends it at >>>
  const safe = url.replaceAll(/\s/g, (space) => encodeURIComponent(space)).replaceAll('>>>', '%3E%3E%3E');
  return `media:url ${safe}${typeof contentType === 'string' && contentType !== '' ? ` ${contentType}` : ''}`;
}
