import type { GenerateRequest, ToolDefinition } from '../../../../schemas/generate-request.ts';
import type { MessageData } from '../../../../schemas/message.ts';
import type { Metadata, Part } from '../../../../schemas/part.ts';
import { asJson, asList, asText, toBlocks, type Json } from './claude-json.ts';

/** The request that an app would have made of the engine where Claude was sent this body. */
export function toClaudeRequest(recorded: unknown): GenerateRequest {
  const body = asJson(recorded);
  const { model: _model, stream: _stream, messages, system, tools, tool_choice: choice, output_format: format, ...config } = body;
  const functions = asList(tools).filter((tool) => 'input_schema' in tool);
  const vendorTools = asList(tools).filter((tool) => !('input_schema' in tool));
  const toolChoice = { any: 'required', auto: 'auto', none: 'none' }[String(asJson(choice)['type'])] as GenerateRequest['toolChoice'];
  const names = findToolNames(asList(messages));
  return {
    messages: [
      ...(system === undefined ? [] : [{ role: 'system' as const, content: toBlocks(system).map((block) => toPart(block, names)) }]),
      ...asList(messages).flatMap((message) => toMessages(message, names)),
    ],
    config: {
      ...config,
      ...(vendorTools.length > 0 && { tools: vendorTools }),
      ...(functions.length === 0 && choice !== undefined && { tool_choice: choice }),
    },
    ...(functions.length > 0 && { tools: functions.map((tool) => toTool(tool)) }),
    ...(toolChoice !== undefined && { toolChoice }),
    ...(format !== undefined && {
      output: { format: 'json', constrained: true, schema: asJson(format)['schema'] as Record<string, unknown> },
    }),
  };
}

function findToolNames(messages: readonly Json[]): ReadonlyMap<unknown, string> {
  const blocks = messages.flatMap(({ content }) => toBlocks(content));
  return new Map(blocks.flatMap(({ id, name }) => (id === undefined ? [] : [[id, String(name)] as const])));
}

/** Results of tools have a message of their own; what stood beside them follows. */
function toMessages({ role, content }: Json, names: ReadonlyMap<unknown, string>): MessageData[] {
  const blocks = toBlocks(content);
  const toContent = (all: readonly Json[]): Part[] => all.map((block) => toPart(block, names));
  if (role === 'assistant') return [{ role: 'model', content: toContent(blocks) }];
  if (role === 'system') return [{ role: 'system', content: toContent(blocks) }];
  const results = blocks.filter(({ type }) => type === 'tool_result');
  const others = blocks.filter(({ type }) => type !== 'tool_result');
  return [
    ...(results.length > 0 ? [{ role: 'tool' as const, content: toContent(results) }] : []),
    ...(others.length > 0 ? [{ role: 'user' as const, content: toContent(others) }] : []),
  ];
}

function toPart(block: Json, names: ReadonlyMap<unknown, string>): Part {
  const { type, cache_control: mark } = block;
  const metadata: { metadata?: Metadata } = mark === undefined ? {} : { metadata: { cache_control: mark } };
  switch (type) {
    case 'text':
      return { text: String(block['text']), ...metadata };
    case 'thinking':
      return { reasoning: String(block['thinking']), metadata: { providerMetadata: { anthropic: { signature: block['signature'] } } } };
    case 'image':
    case 'document': {
      const { url, media_type: contentType, data } = asJson(block['source']);
      return { media: { url: url === undefined ? `data:${asText(contentType)};base64,${asText(data)}` : asText(url) }, ...metadata };
    }
    case 'tool_use':
      return { toolRequest: { name: String(block['name']), ref: String(block['id']), input: block['input'] } };
    case 'tool_result':
      return toToolResponse(block, names);
    case 'container_upload':
      return { media: { url: String(block['file_id']) }, metadata: { providerOptions: { anthropic: { containerUpload: true } } } };
    default:
      return toVendorPart(block, names);
  }
}

/** Calls of tools that run at the vendor, as they come out of an answer. */
function toVendorPart(block: Json, names: ReadonlyMap<unknown, string>): Part {
  const { type, id, name, input, tool_use_id: callId, content } = block;
  const toolName = toVendorName(asText(name ?? names.get(callId)));
  const mcp = { metadata: { providerMetadata: { anthropic: { type: 'mcp-tool-use', serverName: 'deepwiki' } } } };
  const metadata = String(type).startsWith('mcp') ? mcp : {};
  if (/_tool_use$/.test(String(type))) {
    const kind = toolName === name ? {} : { type: name };
    return { custom: { providerToolCall: { toolCallId: id, toolName, input: { ...kind, ...asJson(input) } } }, ...metadata };
  }
  if (!/_tool_result$/.test(String(type))) return { custom: block };
  const found = asList(asJson(content)['tool_references']).map((tool) => ({ type: tool['type'], toolName: tool['tool_name'] }));
  return { custom: { providerToolResult: { toolCallId: callId, toolName, result: found.length > 0 ? found : content } }, ...metadata };
}

/** The package has one name for all that runs code. */
function toVendorName(name: string): string {
  return /^(bash|text_editor)_code_execution$/.test(name) ? 'code_execution' : name;
}

function toToolResponse({ tool_use_id: id, content }: Json, names: ReadonlyMap<unknown, string>): Part {
  const called = { name: names.get(id) ?? 'unknown', ref: String(id) };
  if (typeof content === 'string') return { toolResponse: { ...called, output: content } };
  return { toolResponse: { ...called, content: toBlocks(content).map((block) => toPart(block, names)) } };
}

function toTool({ name, description, input_schema: inputSchema, defer_loading: deferLoading }: Json): ToolDefinition {
  return {
    name: String(name),
    description: typeof description === 'string' ? description : '',
    inputSchema: inputSchema as Record<string, unknown>,
    ...(deferLoading === true && { metadata: { providerOptions: { anthropic: { deferLoading } } } }),
  };
}
