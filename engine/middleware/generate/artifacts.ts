import type { MessageData } from '../../../schemas/message.ts';
import type { ToolRequestPart, ToolResponsePart } from '../../../schemas/part.ts';
import type { ToolsApi } from '../../tools/create-tools-api.ts';
import { generateMiddleware, type GenerateMiddleware } from '../generate-middleware.ts';
import type { GenerateMiddlewareHooks } from '../middleware.ts';
import { addSystemText } from './add-system-text.ts';
import { createTypedSchema, type TypedSchema } from './typed-schema.ts';

/** Options of {@link artifacts}. */
export interface ArtifactsOptions {
  /** True: there is no `write_artifact`. Default false. */
  readonly readonly?: boolean;
}

/**
 * Gives the model texts that it can write under a name and read again: `write_artifact`, `read_artifact`. Artifacts live as long as the
 * `generate` that uses this: nothing keeps them beyond it. In a flow they are part of the flow's own state; the tools are no activities.
 */
export const artifacts: GenerateMiddleware<TypedSchema<ArtifactsOptions>> = generateMiddleware(
  {
    name: 'artifacts',
    description: 'Lets the model write and read named texts',
    configSchema: createTypedSchema<ArtifactsOptions>({
      type: 'object',
      properties: { readonly: { type: 'boolean', description: 'Whether the model may only read.' } },
      additionalProperties: true,
    }),
  },
  ({ config, ai }) => createHooks(ai as ToolsApi, config?.readonly === true),
);

const NAME = { type: 'string', description: 'The name of the artifact.' };

function createHooks(ai: ToolsApi, isReadonly: boolean): GenerateMiddlewareHooks {
  const kept = new Map<string, string>();
  const answer = (name: string, given: unknown): unknown => {
    const input = (given ?? {}) as { readonly name?: unknown; readonly content?: unknown };
    if (typeof input.name !== 'string') return 'An artifact needs a name.';
    if (name === 'read_artifact') return kept.get(input.name) ?? `There is no artifact '${input.name}'.`;
    if (typeof input.content !== 'string') return 'The content of an artifact is a text.';
    kept.set(input.name, input.content);
    return `Artifact '${input.name}' written successfully.`;
  };
  const read = ai.dynamicTool({
    name: 'read_artifact',
    description: 'Reads an artifact by its name.',
    inputJsonSchema: { type: 'object', properties: { name: NAME }, required: ['name'] },
  });
  const write = ai.dynamicTool({
    name: 'write_artifact',
    description: 'Writes an artifact, in the place of one of the same name.',
    inputJsonSchema: {
      type: 'object',
      properties: { name: NAME, content: { type: 'string', description: 'The whole content.' } },
      required: ['name', 'content'],
    },
  });
  const tools = isReadonly ? [read] : [read, write];
  const names = tools.map(({ toolName }) => toolName);
  return {
    tools,
    tool: async (request, context, next) => {
      const { name, input } = request.toolRequest;
      return names.includes(name) ? toResponse(request, answer(name, input)) : await next(request, context);
    },
    generate: async (envelope, context, next) =>
      await next(
        { ...envelope, request: { ...envelope.request, messages: withList(envelope.request.messages, [...kept.keys()]) } },
        context,
      ),
  };
}

function toResponse({ toolRequest: { name, ref } }: ToolRequestPart, output: unknown): ToolResponsePart {
  return { toolResponse: { name, ...(ref !== undefined && { ref }), output } };
}

function withList(messages: readonly MessageData[], names: readonly string[]): MessageData[] {
  if (names.length === 0) return [...messages];
  const text = `<artifacts>\nThese artifacts can be read with read_artifact:\n${names.map((name) => ` - ${name}`).join('\n')}\n</artifacts>`;
  return addSystemText(messages, { text, mark: 'artifacts-instructions' });
}
