import type { Metadata } from '../../schemas/part.ts';
import type { InterruptReference, InterruptReply } from '../../schemas/pending-interrupt.ts';
import type { InterruptArgument } from '../flow-handle.ts';

/** What `handle.respond` sends. */
export function toRespond(interrupt: InterruptArgument, output: unknown, { metadata }: { readonly metadata?: Metadata }): InterruptReply {
  return { ...toReference(interrupt), kind: 'respond', output, ...(metadata !== undefined && { metadata }) };
}

/** What `handle.restart` sends. */
export function toRestart(
  interrupt: InterruptArgument,
  { resumed, input }: { readonly resumed?: unknown; readonly input?: unknown },
): InterruptReply {
  return { ...toReference(interrupt), kind: 'restart', ...(resumed !== undefined && { resumed }), ...(input !== undefined && { input }) };
}

/** A name, `name#ref`, a part of a message, or the two fields. */
function toReference(interrupt: InterruptArgument): InterruptReference {
  if (typeof interrupt === 'string') {
    const [, name = interrupt, ref] = /^([^#]+)#(.+)$/.exec(interrupt) ?? [];
    return ref === undefined ? { name } : { name, ref };
  }
  const { name, ref } = 'toolRequest' in interrupt ? interrupt.toolRequest : interrupt;
  return ref === undefined ? { name } : { name, ref };
}
