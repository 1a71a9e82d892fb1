import type { LanguageModelV4, LanguageModelV4StreamPart } from '@ai-sdk/provider';
import type { VendorBody } from '../create-body-fetch.ts';
import { CODE_EXECUTION } from './gemini-parts.ts';
import { asArray, asRecord, isCodePart } from './to-gemini-body.ts';

/**
 * The model, with code that ran at the vendor as the vendor gave it, id and signature included, in its parts' metadata (`google.codePart`): the
 * package drops the half of it, and the vendor wants it back.
 */
export function keepCodeSignatures(model: LanguageModelV4): LanguageModelV4 {
  return {
    specificationVersion: 'v4',
    provider: model.provider,
    modelId: model.modelId,
    supportedUrls: model.supportedUrls,
    doGenerate: async (options) => {
      const result = await model.doGenerate(options);
      const codeParts = readCodeParts(result.response?.body);
      return { ...result, content: result.content.map((piece) => sign(piece, codeParts)) };
    },
    doStream: async (options) => {
      const result = await model.doStream({ ...options, includeRawChunks: true });
      return { ...result, stream: result.stream.pipeThrough(createSigner()) };
    },
  };
}

/** The raw chunks come before what is made of them. */
function createSigner(): TransformStream<LanguageModelV4StreamPart, LanguageModelV4StreamPart> {
  const codeParts: VendorBody[] = [];
  return new TransformStream({
    transform: (part, controller) => {
      if (part.type === 'raw') codeParts.push(...readCodeParts(part.rawValue));
      else controller.enqueue(sign(part, codeParts));
    },
  });
}

function readCodeParts(answer: unknown): VendorBody[] {
  const candidate = asRecord(asArray(asRecord(answer)['candidates'])[0]);
  const parts = asArray(asRecord(candidate['content'])['parts']);
  return parts.filter((part) => isCodePart(part)).map((part) => asRecord(part));
}

function sign<T extends { readonly type: string }>(piece: T, codeParts: VendorBody[]): T {
  const { type, toolName } = piece as { type: string; toolName?: string };
  if ((type !== 'tool-call' && type !== 'tool-result') || toolName !== CODE_EXECUTION) return piece;
  const { thoughtSignature, ...codePart } = codeParts.shift() ?? {};
  const google = {
    ...(typeof thoughtSignature === 'string' && { thoughtSignature }),
    ...(Object.keys(codePart).length > 0 && { codePart }),
  };
  return Object.keys(google).length === 0 ? piece : { ...piece, providerMetadata: { google } };
}
