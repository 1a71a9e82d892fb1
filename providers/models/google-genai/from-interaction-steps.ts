import type { Part } from '../../../schemas/part.ts';
import type { VendorBody } from '../create-body-fetch.ts';
import { asArray, asRecord } from './to-gemini-body.ts';

/**
 * What an interaction produced, as parts: texts with their citations (`metadata.annotations`), media, thoughts; steps that the vendor took by
 * itself (searches, code) are custom parts. A function call that nobody has answered is a tool request when the vendor waits for it.
 */
export function fromInteractionSteps(steps: unknown, status: unknown): Part[] {
  const all = asArray(steps).map((step) => asRecord(step));
  const answered = new Set(all.filter(({ type }) => type === 'function_result').map(({ call_id: id }) => id));
  return all.flatMap((step) => fromStep(step, status === 'requires_action' && !answered.has(step['id'])));
}

function fromStep(step: VendorBody, isPending: boolean): Part[] {
  switch (step['type']) {
    case 'user_input':
      return [];
    case 'model_output':
      return asArray(step['content']).map((piece) => fromPiece(asRecord(piece)));
    case 'thought':
      return [{ reasoning: toSummary(step['summary']), ...toMetadata({ thoughtSignature: step['signature'] }) }];
    case 'function_call':
      return isPending ? [toToolRequest(step)] : [{ custom: { interactionStep: step } }];
    default:
      return [{ custom: { interactionStep: step } }];
  }
}

function fromPiece(piece: VendorBody): Part {
  const { type, text, data, uri, annotations, resolution } = piece;
  const contentType = typeof piece['mime_type'] === 'string' ? piece['mime_type'] : undefined;
  if (type === 'text') return { text: typeof text === 'string' ? text : '', ...toMetadata({ annotations }) };
  if (typeof data === 'string' && data !== '' && contentType !== undefined) {
    return { media: { url: `data:${contentType};base64,${data}`, contentType }, ...toMetadata({ resolution }) };
  }
  if (typeof uri !== 'string') return { custom: { unknownContent: piece } };
  return { media: { url: uri, ...(contentType !== undefined && { contentType }) }, ...toMetadata({ resolution }) };
}

function toToolRequest({ name, id, arguments: input, signature }: VendorBody): Part {
  return { toolRequest: { name: String(name), ref: String(id), input: input ?? {} }, ...toMetadata({ thoughtSignature: signature }) };
}

/** A picture in a thought is a label: it is no part of the answer. */
function toSummary(summary: unknown): string {
  const pieces = asArray(summary).map((piece) => asRecord(piece));
  return pieces.map(({ type, text }) => (typeof text === 'string' ? text : `[${String(type)}]`)).join('\n');
}

function toMetadata(values: VendorBody): { metadata?: VendorBody } {
  const known = Object.entries(values).filter(([, value]) => value !== undefined && value !== null);
  return known.length === 0 ? {} : { metadata: Object.fromEntries(known) };
}
