import type { ToolRequest, ToolResponse } from '../../../schemas/part.ts';

/** Ids that tie the tool responses of one conversation to their requests. */
export interface ToolCallIds {
  ofRequest(request: ToolRequest): string;
  ofResponse(response: ToolResponse): string;
}

/**
 * A `ref` is the id. Where there is none (not every vendor gives one), requests are numbered, and a response belongs to
 * the oldest unanswered request of its tool. The same conversation always gets the same ids.
 */
export function createToolCallIds(): ToolCallIds {
  const open: { readonly name: string; readonly id: string }[] = [];
  let count = 0;
  return {
    ofRequest({ name, ref }): string {
      const id = ref ?? `call_${++count}`;
      open.push({ name, id });
      return id;
    },
    ofResponse({ name, ref }): string {
      const position = open.findIndex((call) => (ref === undefined ? call.name === name : call.id === ref));
      const answered = position < 0 ? undefined : open.splice(position, 1)[0];
      return ref ?? answered?.id ?? `call_${++count}`;
    },
  };
}
