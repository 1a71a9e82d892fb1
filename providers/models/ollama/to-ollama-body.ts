import {
  UnsupportedFunctionalityError,
  type LanguageModelV4CallOptions,
  type LanguageModelV4FunctionTool,
  type LanguageModelV4ProviderTool,
} from '@ai-sdk/provider';
import type { OllamaModelDefinition } from './ollama-options.ts';
import { toOllamaMessages } from './to-ollama-messages.ts';
import { toOllamaSettings } from './to-ollama-settings.ts';

type Body = Readonly<Record<string, unknown>>;

/** The body of a call: of `/api/chat`, or of `/api/generate` for a model that is declared so. Throws for what Ollama cannot be told. */
export function toOllamaBody({ name, type }: OllamaModelDefinition, options: LanguageModelV4CallOptions): Body {
  return type === 'generate' ? toGenerateBody(name, options) : toChatBody(name, options);
}

function toChatBody(modelId: string, options: LanguageModelV4CallOptions): Body {
  const tools = options.toolChoice?.type === 'none' ? [] : (options.tools ?? []);
  return {
    model: modelId,
    messages: toOllamaMessages(options.prompt),
    ...(tools.length > 0 && { tools: tools.map((tool) => toTool(tool)) }),
    ...toOllamaSettings(options),
  };
}

/** One prompt and no roles: the turns are put one under the other. */
function toGenerateBody(modelId: string, options: LanguageModelV4CallOptions): Body {
  const messages = toOllamaMessages(options.prompt);
  if ((options.tools ?? []).length > 0 || messages.some(({ role }) => role === 'tool')) {
    throw new UnsupportedFunctionalityError({
      functionality: 'tools',
      message: `${modelId} is declared with type 'generate', which knows no tools. Declare it with type 'chat'.`,
    });
  }
  const system = messages.filter(({ role }) => role === 'system').map(({ content }) => content);
  const turns = messages.filter(({ role }) => role !== 'system').map(({ content }) => content);
  const images = messages.flatMap((message) => message.images ?? []);
  return {
    model: modelId,
    prompt: turns.join('\n\n'),
    ...(system.length > 0 && { system: system.join('\n\n') }),
    ...(images.length > 0 && { images }),
    ...toOllamaSettings(options),
  };
}

function toTool(tool: LanguageModelV4FunctionTool | LanguageModelV4ProviderTool): Body {
  if (tool.type === 'provider') throw new UnsupportedFunctionalityError({ functionality: `the tool ${tool.id}` });
  const { name, description = '', inputSchema } = tool;
  return { type: 'function', function: { name, description, parameters: inputSchema } };
}
