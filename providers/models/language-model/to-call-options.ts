import type { LanguageModelV4CallOptions, LanguageModelV4FunctionTool, SharedV4ProviderOptions, SharedV4Warning } from '@ai-sdk/provider';
import type { GenerateRequest, OutputConfig, ToolDefinition } from '../../../schemas/generate-request.ts';
import type { CallSettings } from './call-settings.ts';
import { mergeNamespaces, toProviderOptions } from './provider-metadata.ts';
import { toPrompt, type PromptOptions } from './to-prompt.ts';

/** How a request becomes a call of a vendor's package. */
export interface CallOptionsContext extends PromptOptions {
  readonly settings: CallSettings;
  /** Options for the vendor that are sent unless the request says otherwise. */
  readonly defaultProviderOptions?: Readonly<Record<string, unknown>> | undefined;
}

/** A model request as the vendors' packages take it, and what of it could not be said. */
export function toCallOptions(
  request: GenerateRequest,
  context: CallOptionsContext,
): { options: LanguageModelV4CallOptions; warnings: SharedV4Warning[] } {
  const { prompt, warnings } = toPrompt(request.messages, context);
  const tools = (request.tools ?? []).map((tool) => toFunctionTool(tool));
  const responseFormat = toResponseFormat(request.output);
  const options: LanguageModelV4CallOptions = {
    prompt,
    ...context.settings.settings,
    ...(tools.length > 0 && { tools, ...(request.toolChoice !== undefined && { toolChoice: { type: request.toolChoice } }) }),
    ...(responseFormat !== undefined && { responseFormat }),
    ...toVendorOptions(context),
  };
  return { options, warnings };
}

function toVendorOptions({ settings, providerOptionsKey, defaultProviderOptions }: CallOptionsContext): {
  providerOptions?: SharedV4ProviderOptions;
} {
  const own = { ...defaultProviderOptions, ...settings.rest };
  const providerOptions = mergeNamespaces([
    Object.keys(own).length === 0 ? undefined : { [providerOptionsKey]: own },
    settings.providerOptions,
  ]);
  return providerOptions === undefined ? {} : { providerOptions };
}

/** `metadata.strict` asks the vendor to hold the model to the schema; `metadata.providerOptions` is passed on. */
function toFunctionTool({ name, description, inputSchema, metadata }: ToolDefinition): LanguageModelV4FunctionTool {
  const strict = metadata?.['strict'];
  return {
    type: 'function',
    name,
    ...(description !== '' && { description }),
    inputSchema: inputSchema ?? { type: 'object', properties: {} },
    ...(typeof strict === 'boolean' && { strict }),
    ...toProviderOptions(metadata),
  };
}

/** Only JSON formats have a form at the vendors; a schema is sent unless `constrained` is false. */
function toResponseFormat(output: OutputConfig | undefined): LanguageModelV4CallOptions['responseFormat'] {
  if (output?.format !== 'json' && output?.contentType !== 'application/json') return undefined;
  const { schema, constrained } = output;
  return schema === undefined || constrained === false ? { type: 'json' } : { type: 'json', schema };
}
