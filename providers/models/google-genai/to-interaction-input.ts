import { DurakitError } from '../../../schemas/durakit-error.ts';
import type { MessageData } from '../../../schemas/message.ts';
import type { MediaPart, Part } from '../../../schemas/part.ts';
import type { VendorBody } from '../create-body-fetch.ts';
import { readMediaFile } from '../video/read-media-file.ts';
import { asRecord } from './to-gemini-body.ts';

/**
 * A conversation as the steps of the interactions API. It has no system role here: such messages become the user's, as in Genkit
 * (`google-genai/src/googleai/interaction-converters.ts`).
 */
export function toInteractionInput(messages: readonly MessageData[]): VendorBody[] {
  return messages.flatMap(({ role, content }): VendorBody[] => {
    const steps: VendorBody[] = content.flatMap((part) => orNothing(toOwnStep(part)));
    const pieces: VendorBody[] = content.flatMap((part) => orNothing(toPiece(part)));
    const said = { type: role === 'model' ? 'model_output' : 'user_input', content: pieces };
    return pieces.length > 0 ? [...steps, said] : steps;
  });
}

function orNothing(value: VendorBody | undefined): VendorBody[] {
  return value === undefined ? [] : [value];
}

/** Parts that are steps of their own. */
function toOwnStep(part: Part): VendorBody | undefined {
  const signature = part.metadata?.['thoughtSignature'];
  const signed = typeof signature === 'string' ? { signature } : {};
  if ('reasoning' in part) {
    return { type: 'thought', ...(part.reasoning !== '' && { summary: [{ type: 'text', text: part.reasoning }] }), ...signed };
  }
  if ('toolRequest' in part) {
    const { name, input, ref } = part.toolRequest;
    return { type: 'function_call', name, arguments: asRecord(input), id: ref ?? name, ...signed };
  }
  if ('toolResponse' in part) {
    const { name, output, ref } = part.toolResponse;
    const isPlain = typeof output === 'string' || (typeof output === 'object' && output !== null && !Array.isArray(output));
    return { type: 'function_result', name, result: isPlain ? output : { result: output }, call_id: ref ?? name };
  }
  return 'custom' in part ? toVendorStep(part.custom) : undefined;
}

/** What the vendor itself did in an earlier answer goes back as it came. */
function toVendorStep({ interactionStep }: VendorBody): VendorBody | undefined {
  return interactionStep === undefined ? undefined : asRecord(interactionStep);
}

function toPiece(part: Part): VendorBody | undefined {
  if ('text' in part) return { type: 'text', text: part.text };
  if ('data' in part) return { type: 'text', text: JSON.stringify(part.data) ?? '' };
  return 'media' in part ? toMediaPiece(part) : undefined;
}

function toMediaPiece({ media }: MediaPart): VendorBody {
  const { mediaType, base64 } = readMediaFile(media);
  const [family = ''] = mediaType.split('/');
  const type = ['image', 'audio', 'video'].includes(family) ? family : 'document';
  if (type === 'document' && mediaType !== 'application/pdf' && mediaType !== 'text/csv') {
    throw new DurakitError({ status: 'INVALID_ARGUMENT', message: `Unsupported media type: ${mediaType}` });
  }
  return { type, mime_type: mediaType, ...(base64 === undefined ? { uri: media.url } : { data: base64 }) };
}
