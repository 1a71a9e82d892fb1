import type { VendorBody } from '../create-body-fetch.ts';

/** What a call adds to the body that the vendor's package makes. */
export interface GeminiAdditions {
  /** Fields at the top of the body. */
  readonly fields: VendorBody;
  readonly generationConfig: VendorBody;
  /** Tools that run at the vendor. */
  readonly tools: readonly VendorBody[];
  readonly toolConfig: VendorBody;
  /** Asks for the calls of the vendor's tools in the answer: without it, they cannot stand beside the app's. */
  readonly mixesTools: boolean;
  /** The conversation's parts of code that ran at the vendor, in order: the package drops their ids and signatures. */
  readonly codeParts: readonly VendorBody[];
}

/** The body of a `generateContent` request as the package made it, with what the package has no option for. */
export function toGeminiBody(body: VendorBody, additions: GeminiAdditions): VendorBody {
  const { fields, generationConfig, tools, toolConfig, mixesTools } = additions;
  const own = asArray(body['tools']);
  const config = {
    ...asRecord(body['toolConfig']),
    ...(mixesTools && own.length > 0 && tools.length > 0 && { includeServerSideToolInvocations: true }),
    ...toolConfig,
  };
  return {
    ...body,
    ...fields,
    contents: restoreCodeParts(asArray(body['contents']), additions.codeParts),
    generationConfig: { ...asRecord(body['generationConfig']), ...generationConfig },
    ...(own.length + tools.length > 0 && { tools: [...own, ...tools] }),
    ...(Object.keys(config).length > 0 && { toolConfig: config }),
  };
}

function restoreCodeParts(contents: readonly unknown[], codeParts: readonly VendorBody[]): unknown[] {
  const waiting = [...codeParts];
  return contents.map((content) => {
    const { parts, ...rest } = asRecord(content);
    return { ...rest, parts: asArray(parts).map((part) => (isCodePart(part) ? (waiting.shift() ?? part) : part)) };
  });
}

/** True for a part of Gemini's form that holds code, or what it printed. */
export function isCodePart(part: unknown): boolean {
  return 'executableCode' in asRecord(part) || 'codeExecutionResult' in asRecord(part);
}

export function asRecord(value: unknown): VendorBody {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as VendorBody) : {};
}

export function asArray(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
