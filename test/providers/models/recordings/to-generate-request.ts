import type { GenerateRequest, ToolDefinition } from '../../../../schemas/generate-request.ts';
import type { MessageData } from '../../../../schemas/message.ts';
import type { Metadata, Part } from '../../../../schemas/part.ts';
import type { ChatMessage, ChatRequest } from './chat-completion.ts';

/** The config's names for settings that OpenAI calls otherwise. */
const SETTINGS: Readonly<Record<string, string>> = {
  max_tokens: 'maxOutputTokens',
  temperature: 'temperature',
  top_p: 'topP',
  stop: 'stopSequences',
  seed: 'seed',
  frequency_penalty: 'frequencyPenalty',
  presence_penalty: 'presencePenalty',
};

/** The request that an app would have made of the engine where a vendor was sent this one. */
export function toGenerateRequest(body: ChatRequest): GenerateRequest {
  const {
    model: _model,
    messages,
    tools,
    tool_choice: toolChoice,
    response_format: format,
    stream: _stream,
    stream_options: _,
    ...rest
  } = body;
  const choice = toolChoice === 'auto' || toolChoice === 'required' || toolChoice === 'none' ? toolChoice : undefined;
  const schema = format?.['json_schema'] as { schema?: Record<string, unknown>; strict?: boolean } | undefined;
  const settings = Object.entries(rest).map(([key, value]) => [SETTINGS[key] ?? key, value] as const);
  const config = Object.fromEntries(settings.filter(([, value]) => value !== null));
  return {
    messages: messages.map((message) => toMessage(message, messages)),
    config: { ...config, ...(schema?.strict === true && { strictJsonSchema: true }) },
    ...(tools != null && tools.length > 0 && { tools: tools.map((tool) => toTool(tool)) }),
    ...(choice !== undefined && { toolChoice: choice }),
    ...(format != null && {
      output: { format: 'json', constrained: true, ...(schema?.schema !== undefined && { schema: schema.schema }) },
    }),
  };
}

function toMessage(message: ChatMessage, all: readonly ChatMessage[]): MessageData {
  const { role, content, tool_calls: toolCalls, prefix } = message;
  const metadata = prefix === undefined ? {} : { metadata: toVendorMetadata({ prefix }) };
  switch (role) {
    case 'system':
    case 'developer':
      return { role: 'system', content: toParts(content) };
    case 'assistant': {
      const reasoning = message.reasoning_content ?? message.reasoning;
      const calls = (toolCalls ?? []).map(({ id, function: called }) => ({
        toolRequest: {
          name: called.name ?? '',
          ...(id !== undefined && { ref: id }),
          input: JSON.parse(called.arguments ?? '{}') as unknown,
        },
      }));
      return { role: 'model', content: [...(reasoning == null ? [] : [{ reasoning }]), ...toParts(content), ...calls], ...metadata };
    }
    case 'tool': {
      const calls = all.flatMap(({ tool_calls: made }) => made ?? []);
      const name = calls.find(({ id }) => id === message.tool_call_id)?.function.name ?? 'unknown';
      return { role: 'tool', content: [{ toolResponse: { name, ref: message.tool_call_id ?? '', output: toOutput(content) } }] };
    }
    default:
      return { role: 'user', content: toParts(content) };
  }
}

/** Half of the recorded results are JSON: an app has those as objects. */
function toOutput(content: ChatMessage['content']): unknown {
  const text = typeof content === 'string' ? content : '';
  if (!/^[[{]/.test(text)) return text;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}

function toParts(content: ChatMessage['content']): Part[] {
  if (typeof content === 'string') return content === '' ? [] : [{ text: content }];
  return (content ?? []).map((part) => toPart(part));
}

function toPart({ type, ...part }: { readonly type: string; readonly [key: string]: unknown }): Part {
  const fields = part as Record<string, Record<string, string>>;
  switch (type) {
    case 'text': {
      const { text, ...others } = part;
      return { text: String(text), ...(Object.keys(others).length > 0 && { metadata: toVendorMetadata(others) }) };
    }
    case 'thinking':
      return { reasoning: (part['thinking'] as { text: string }[]).map(({ text }) => text).join('') };
    case 'image_url': {
      const image = part['image_url'];
      return { media: { url: typeof image === 'string' ? image : (fields['image_url']?.['url'] ?? '') } };
    }
    case 'input_audio':
      return { media: { url: `data:audio/${fields['input_audio']?.['format']};base64,${fields['input_audio']?.['data']}` } };
    case 'file': {
      const { filename, file_data: url = '' } = fields['file'] ?? {};
      return { media: { url, contentType: 'application/pdf' }, ...(filename !== undefined && { metadata: { filename } }) };
    }
    default: {
      const url = String(part[type]);
      return { media: url.startsWith('data:') ? { url } : { url, contentType: 'application/pdf' } };
    }
  }
}

function toTool({ function: defined }: NonNullable<ChatRequest['tools']>[number]): ToolDefinition {
  const { name = '', description, parameters, strict } = (defined ?? {}) as Record<string, unknown> & { name?: string };
  return {
    name,
    description: typeof description === 'string' ? description : '',
    inputSchema: parameters as Record<string, unknown>,
    ...(typeof strict === 'boolean' && { metadata: { strict } }),
  };
}

/** Fields that only OpenAI's form has: the package puts them beside its own. */
function toVendorMetadata(fields: Record<string, unknown>): Metadata {
  return { providerOptions: { openaiCompatible: fields } };
}
