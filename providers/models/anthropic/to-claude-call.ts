import type { GenerateRequest } from '../../../schemas/generate-request.ts';
import type { Metadata } from '../../../schemas/part.ts';
import type { VendorBody } from '../create-body-fetch.ts';
import { toClaudeThinking } from './to-claude-thinking.ts';
import { isCallSetting } from '../language-model/call-settings.ts';

/** Genkit's limit where the request has none: the vendor wants one in each request. */
const DEFAULT_MAX_TOKENS = 4096;

/** What a call adds to the body that the vendor's package makes. */
export interface ClaudeAdditions {
  /** The limit that was asked for. The package's own counts thinking on top. */
  readonly maxTokens: number | undefined;
  readonly outputConfig: VendorBody;
  /** Tools that run at the vendor. */
  readonly tools: readonly unknown[];
  /** Fields of the body that only the vendor knows. */
  readonly fields: VendorBody;
  /** Tokens for servers of tools: they are blotted out of errors. */
  readonly secrets: readonly string[];
}

/** A request in two halves: what the adapter can say, and what is put into the body afterwards. */
export interface ClaudeCall {
  readonly request: GenerateRequest;
  readonly additions: ClaudeAdditions;
}

/** Takes a request for a Claude model apart. The vendor checks the values of its own settings. */
export function toClaudeCall({ config = {}, ...request }: GenerateRequest): ClaudeCall {
  const { common, rest } = splitConfig(config);
  const { max_tokens: vendorLimit, apiVersion: _apiVersion, thinking, output_config: outputConfig, tools, ...others } = rest;
  const { betas, mcp_servers: mcpServers, ...fields } = others;
  const limit = common['maxOutputTokens'] ?? vendorLimit;
  const vendorThinking = toClaudeThinking(thinking);
  const vendorOptions = {
    ...(vendorThinking !== undefined && { thinking: vendorThinking }),
    ...(Array.isArray(betas) && { anthropicBeta: betas as unknown[] }),
    ...(Array.isArray(mcpServers) && { mcpServers: mcpServers.map((server) => toMcpServer(server as VendorBody)) }),
  };
  return {
    request: {
      ...request,
      config: { ...vendorOptions, ...common, maxOutputTokens: limit ?? DEFAULT_MAX_TOKENS },
      messages: request.messages.map((message) => ({
        ...withCacheMark(message),
        content: message.content.map((part) => withCacheMark(part)),
      })),
      ...(request.tools !== undefined && { tools: request.tools.map((tool) => withCacheMark(tool)) }),
    },
    additions: {
      maxTokens: typeof limit === 'number' ? limit : undefined,
      outputConfig: (outputConfig ?? {}) as VendorBody,
      tools: Array.isArray(tools) ? tools : [],
      fields,
      secrets: findTokens(mcpServers),
    },
  };
}

function splitConfig(config: VendorBody): { common: VendorBody; rest: VendorBody } {
  const settings = Object.entries(config).filter(([, value]) => value !== undefined && value !== null);
  return {
    common: Object.fromEntries(settings.filter(([name]) => isCallSetting(name))),
    rest: Object.fromEntries(settings.filter(([name]) => !isCallSetting(name))),
  };
}

/** The package has its own names, and asks for the beta that the servers need. */
function toMcpServer({ authorization_token: authorizationToken, tool_configuration: tools, ...server }: VendorBody): VendorBody {
  const { allowed_tools: allowedTools, enabled } = (tools ?? {}) as VendorBody;
  return {
    ...server,
    ...(authorizationToken !== undefined && { authorizationToken }),
    ...(tools !== undefined && { toolConfiguration: { enabled, allowedTools } }),
  };
}

function findTokens(servers: unknown): string[] {
  const all = Array.isArray(servers) ? (servers as VendorBody[]) : [];
  return all.flatMap(({ authorization_token: token }) => (typeof token === 'string' ? [token] : []));
}

/** `metadata.cache_control`, as in Genkit, where the adapter looks for what a part tells the vendor. */
function withCacheMark<T extends { metadata?: Metadata | undefined }>(carrier: T): T {
  const { cache_control: mark, ...metadata } = carrier.metadata ?? {};
  if (mark === undefined) return carrier;
  const vendors = (metadata['providerOptions'] ?? {}) as Readonly<Record<string, VendorBody>>;
  const providerOptions = { ...vendors, anthropic: { cacheControl: mark, ...vendors['anthropic'] } };
  return { ...carrier, metadata: { ...metadata, providerOptions } };
}

/** The body of a request as the package made it, with what the package has no option for. */
export function toClaudeBody(body: VendorBody, { maxTokens, outputConfig, tools, fields }: ClaudeAdditions): VendorBody {
  const own = Array.isArray(body['tools']) ? (body['tools'] as unknown[]) : [];
  const config = { ...(body['output_config'] as VendorBody | undefined), ...outputConfig };
  return {
    ...body,
    ...fields,
    ...(maxTokens !== undefined && { max_tokens: maxTokens }),
    ...(Object.keys(config).length > 0 && { output_config: config }),
    ...(own.length + tools.length > 0 && { tools: [...own, ...tools] }),
  };
}
