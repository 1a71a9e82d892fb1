import type { PendingInterrupt } from '../../schemas/pending-interrupt.ts';

/** What a line may mean as an answer to a tool's question. */
export type ChatReply = { readonly kind: 'respond'; readonly output: unknown } | { readonly kind: 'restart'; readonly resumed: unknown };

/** What a `y` gives to a tool that runs again; the middleware `toolApproval` looks for its own word. */
const APPROVED = { approved: true, toolApproved: true };

/**
 * The meanings of a line, the likeliest first: the first that fits the tool's schema counts, and one that does not changes nothing.
 * `y` has a tool run that can be run again; else `y` and `n` are true and false, or those as `approved` of an object, or the text. Anything else is
 * JSON where it reads as JSON, and a text where it does not.
 */
export function toReplies({ restartable }: Pick<PendingInterrupt, 'restartable'>, line: string): readonly ChatReply[] {
  const text = line.trim();
  const isYes = /^y(?:es)?$/i.test(text);
  if (isYes && restartable) return [{ kind: 'restart', resumed: APPROVED }];
  if (isYes || /^no?$/i.test(text)) return [isYes, { approved: isYes }, text].map(toResponse);
  return [...toJson(text), text].map(toResponse);
}

function toResponse(output: unknown): ChatReply {
  return { kind: 'respond', output };
}

function toJson(text: string): unknown[] {
  try {
    return [JSON.parse(text)];
  } catch {
    return [];
  }
}
