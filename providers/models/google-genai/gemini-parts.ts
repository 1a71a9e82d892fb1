import type { Metadata, Part } from '../../../schemas/part.ts';
import type { VendorBody } from '../create-body-fetch.ts';
import { asRecord } from './to-gemini-body.ts';

/** The name that the package gives to the vendor's tool that runs code. */
export const CODE_EXECUTION = 'code_execution';

/**
 * A part of the adapter in Genkit's form: a thought's signature in `metadata.thoughtSignature`, verbatim, and code that ran at the vendor as
 * `custom.executableCode` and `custom.codeExecutionResult`. Source: Genkit `google-genai/src/common/converters.ts`.
 */
export function toGeminiPart(part: Part): Part {
  const metadata = toGenkitMetadata(part.metadata);
  const { metadata: _metadata, ...content } = 'custom' in part ? { ...part, custom: toCodeCustom(part.custom, part.metadata) } : part;
  return { ...content, ...(metadata !== undefined && { metadata }) };
}

/** The way back: a part of a conversation as the adapter takes it. */
export function fromGeminiPart(part: Part): Part {
  const { thoughtSignature, ...others } = part.metadata ?? {};
  const metadata = typeof thoughtSignature === 'string' ? withGoogle(others, { thoughtSignature }) : part.metadata;
  const { metadata: _metadata, ...content } = 'custom' in part ? { ...part, custom: fromCodeCustom(part.custom) } : part;
  return { ...content, ...(metadata !== undefined && { metadata }) };
}

/** A part with code in the vendor's own form, or nothing for another part. */
export function toCodeParts(part: Part): VendorBody[] {
  if (!('custom' in part)) return [];
  const { executableCode, codeExecutionResult } = part.custom;
  const signature = part.metadata?.['thoughtSignature'];
  const signed = typeof signature === 'string' ? { thoughtSignature: signature } : {};
  if (executableCode !== undefined) return [{ executableCode, ...signed }];
  return codeExecutionResult === undefined ? [] : [{ codeExecutionResult, ...signed }];
}

function toGenkitMetadata(metadata: Metadata | undefined): Metadata | undefined {
  const { google, ...vendors } = asRecord(metadata?.['providerMetadata']);
  if (google === undefined) return metadata;
  const { thoughtSignature, codePart: _codePart, ...rest } = asRecord(google);
  const { providerMetadata: _providerMetadata, ...others } = metadata ?? {};
  const kept = { ...vendors, ...(Object.keys(rest).length > 0 && { google: rest }) };
  const genkit = {
    ...others,
    ...(thoughtSignature !== undefined && { thoughtSignature }),
    ...(Object.keys(kept).length > 0 && { providerMetadata: kept }),
  };
  return Object.keys(genkit).length > 0 ? genkit : undefined;
}

function withGoogle(metadata: Metadata, values: VendorBody): Metadata {
  const vendors = asRecord(metadata['providerMetadata']);
  return { ...metadata, providerMetadata: { ...vendors, google: { ...asRecord(vendors['google']), ...values } } };
}

/** What the vendor said, or what the package made of it. */
function toCodeCustom(custom: VendorBody, metadata: Metadata | undefined): VendorBody {
  const { codePart } = asRecord(asRecord(metadata?.['providerMetadata'])['google']);
  if (codePart !== undefined) return asRecord(codePart);
  const call = asRecord(custom['providerToolCall']);
  const result = asRecord(custom['providerToolResult']);
  if (call['toolName'] === CODE_EXECUTION) return { executableCode: call['input'] };
  return result['toolName'] === CODE_EXECUTION ? { codeExecutionResult: result['result'] } : custom;
}

/** Ids are the adapter's own here; the vendor's are put into the body afterwards. */
function fromCodeCustom(custom: VendorBody): VendorBody {
  const { executableCode, codeExecutionResult } = custom;
  const name = { toolCallId: CODE_EXECUTION, toolName: CODE_EXECUTION };
  if (executableCode !== undefined) return { providerToolCall: { ...name, input: executableCode } };
  if (codeExecutionResult !== undefined) return { providerToolResult: { ...name, result: codeExecutionResult } };
  return custom;
}
