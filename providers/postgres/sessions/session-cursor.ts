import { z } from 'zod';
import { DurakitError } from '../../../schemas/durakit-error.ts';

/** The last line of a page: the next one begins after it. */
export interface SessionCursor {
  readonly updatedAt: string;
  readonly agent: string;
  readonly sessionId: string;
}

const CursorSchema = z.tuple([z.iso.datetime(), z.string(), z.string()]);

/** Opaque on purpose: the order may change. */
export function toCursorText({ updatedAt, agent, sessionId }: SessionCursor): string {
  return Buffer.from(JSON.stringify([updatedAt, agent, sessionId])).toString('base64url');
}

/** Throws INVALID_ARGUMENT for what is no cursor of ours. */
export function fromCursorText(text: string): SessionCursor {
  const parsed = CursorSchema.safeParse(parseJson(Buffer.from(text, 'base64url').toString()));
  if (!parsed.success || text.length > 4_000 || JSON.stringify(parsed.data).includes(String.raw`\u0000`)) throw badCursor(text);
  const [updatedAt, agent, sessionId] = parsed.data;
  return { updatedAt, agent, sessionId };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function badCursor(text: string): DurakitError {
  return new DurakitError({
    status: 'INVALID_ARGUMENT',
    message: `'after' is ${JSON.stringify(text.slice(0, 40))}, which no list of sessions gave: it is the \`next\` of the page before, unchanged.`,
  });
}
