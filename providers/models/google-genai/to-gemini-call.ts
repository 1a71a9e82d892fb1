import type { GenerateRequest } from '../../../schemas/generate-request.ts';
import type { VendorBody } from '../create-body-fetch.ts';
import { isSpeechModel, takesMixedTools } from './google-model-info.ts';
import { fromGeminiPart, toCodeParts } from './gemini-parts.ts';
import { asArray, asRecord, type GeminiAdditions } from './to-gemini-body.ts';
import { isCallSetting } from '../language-model/call-settings.ts';

/** Gemini's settings that stand at the top of the body. */
const FIELDS: ReadonlySet<string> = new Set(['cachedContent', 'labels', 'safetySettings', 'serviceTier', 'store']);

/** Gemini's own tools, by the setting that turns them on. Source: Genkit, which calls `googleSearch` by an older name as well. */
const TOOLS: Readonly<Record<string, string>> = {
  codeExecution: 'codeExecution',
  fileSearch: 'fileSearch',
  googleMaps: 'googleMaps',
  googleSearch: 'googleSearch',
  googleSearchRetrieval: 'googleSearch',
  urlContext: 'urlContext',
};

/** Gemini's settings that stand in `toolConfig`. */
const TOOL_SETTINGS: ReadonlySet<string> = new Set(['functionCallingConfig', 'retrievalConfig']);

/** A request in two halves: what the adapter can say, and what is put into the body afterwards. */
export interface GeminiCall {
  readonly request: GenerateRequest;
  readonly additions: GeminiAdditions;
}

/** Takes a request for a Gemini model apart. The vendor checks the values of its own settings. */
export function toGeminiCall(request: GenerateRequest, modelId: string): GeminiCall {
  const version = request.config?.['version'];
  const model = typeof version === 'string' ? version : modelId;
  const settings = Object.entries(request.config ?? {}).filter(([, value]) => value !== undefined && value !== null);
  const select = (isWanted: (name: string) => boolean): VendorBody => Object.fromEntries(settings.filter(([name]) => isWanted(name)));
  const tools = [...settings.flatMap(([name, value]) => toVendorTools(name, value)), ...readTools(request.config?.['tools'])];
  const additions: GeminiAdditions = {
    fields: select((name) => FIELDS.has(name)),
    generationConfig: { ...(isSpeechModel(model) && { responseModalities: ['AUDIO'] }), ...select(isGenerationSetting) },
    tools,
    toolConfig: select((name) => TOOL_SETTINGS.has(name)),
    mixesTools: takesMixedTools(model),
    codeParts: request.messages.flatMap(({ content }) => content.flatMap((part) => toCodeParts(part))),
  };
  return { request: toAdapterRequest(request, { model, hasVendorTools: tools.length > 0, select }), additions };
}

function toAdapterRequest(
  { output, ...request }: GenerateRequest,
  {
    model,
    hasVendorTools,
    select,
  }: { model: string; hasVendorTools: boolean; select: (isWanted: (name: string) => boolean) => VendorBody },
): GenerateRequest {
  const hasTools = hasVendorTools || (request.tools ?? []).length > 0;
  // earlier models refuse JSON without a schema beside tools; the prompt has the instructions for it
  const isRefused = hasTools && !takesMixedTools(model) && (output?.schema === undefined || output.constrained === false);
  return {
    ...request,
    ...(output !== undefined && !isRefused && { output }),
    config: { ...select((name) => isCallSetting(name)) },
    messages: request.messages.map((message) => ({ ...message, content: message.content.map((part) => fromGeminiPart(part)) })),
  };
}

function isGenerationSetting(name: string): boolean {
  return !isCallSetting(name) && !FIELDS.has(name) && !TOOL_SETTINGS.has(name) && !Object.hasOwn(TOOLS, name) && name !== 'tools';
}

function toVendorTools(name: string, value: unknown): VendorBody[] {
  const tool = Object.hasOwn(TOOLS, name) ? TOOLS[name] : undefined;
  return tool === undefined || value === false ? [] : [{ [tool]: asRecord(value) }];
}

function readTools(tools: unknown): VendorBody[] {
  return asArray(tools).map((tool) => asRecord(tool));
}
