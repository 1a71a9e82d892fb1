import type { MessageData } from '../../../schemas/message.ts';
import type { Part } from '../../../schemas/part.ts';

/** A message with more is found by its beginning. PostgreSQL's limit for the words of one text is 1 MB. */
const MOST_CHARACTERS = 50_000;
const PREVIEW_CHARACTERS = 200;
/** Scripts that put no spaces between words: PostgreSQL would take a whole sentence for one word. */
const SPACELESS = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/gu;
const SPACELESS_RUN = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]+/gu;

/** What of a message can be found: what people, models and tools said, and what tools were asked. Nothing of instructions to the model. */
export function toMessageText({ role, content }: MessageData): string {
  if (role === 'system') return '';
  const texts = content.flatMap((part) => toTexts(part));
  return cut(toStorable(texts.join('\n')), MOST_CHARACTERS);
}

/** The beginning of what was said, on one line; undefined where nothing was. */
export function toPreview({ role, content }: MessageData): string | undefined {
  if (role !== 'user' && role !== 'model') return undefined;
  const said = content.map((part) => ('text' in part ? part.text : '')).join(' ');
  const line = toStorable(said).replaceAll(/\s+/g, ' ').trim();
  if (line === '') return undefined;
  return line.length > PREVIEW_CHARACTERS ? `${cut(line, PREVIEW_CHARACTERS - 1)}…` : line;
}

/** The words of a text, for `to_tsvector`: lower case by Unicode, whatever the database's locale has. */
export function toWords(text: string): string {
  return text.toLowerCase().replaceAll(SPACELESS, ' $& ');
}

/** The same of a query in the manner of web searches: a run of signs without spaces is a phrase. */
export function toQuery(search: string): string {
  const pieces = toStorable(search).toLowerCase().split('"');
  return pieces.map((piece, index) => (index % 2 === 1 ? toWords(piece) : toPhrases(piece))).join('"');
}

function toPhrases(piece: string): string {
  return piece.replaceAll(SPACELESS_RUN, (run) => ` "${toWords(run).trim()}" `).replaceAll(/- +"/g, '-"');
}

/** PostgreSQL's text has no NUL, UTF-8 no half of a surrogate pair. */
function toStorable(text: string): string {
  return text.replaceAll('\0', ' ').toWellFormed();
}

function cut(text: string, length: number): string {
  return text.slice(0, length).toWellFormed();
}

function toTexts(part: Part): string[] {
  if ('text' in part) return [part.text];
  if ('toolRequest' in part) return toLeaves(part.toolRequest.input);
  if ('toolResponse' in part) return toLeaves(part.toolResponse.output);
  return [];
}

/** The strings and numbers of a value; long strings without a space, of base64 say, are nobody's words. */
function toLeaves(value: unknown): string[] {
  if (typeof value === 'string') return value.length > 500 && !value.includes(' ') ? [] : [value];
  if (typeof value === 'number') return [String(value)];
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap((member) => toLeaves(member));
}
