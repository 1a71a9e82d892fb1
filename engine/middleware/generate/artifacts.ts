import type { Artifact } from '../../../schemas/artifact.ts';
import type { ToolRequestPart, ToolResponsePart } from '../../../schemas/part.ts';
import { toText } from '../../agents/to-delegation-result.ts';
import { engineOf } from '../../ai-of-engine.ts';
import { sessionOf } from '../../sessions/session-scope.ts';
import { mergeArtifacts } from '../../sessions/session.ts';
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
 * Gives the model the artifacts of the session: `read_artifact` and `write_artifact`, and a list of them in the system message. Outside of
 * agents and chats they live as long as the `generate` that uses this. In a flow the tools are no activities: the session is the flow's.
 * Source of forms and words: Genkit's middleware plugin, `artifacts.ts`.
 */
export const artifacts: GenerateMiddleware<TypedSchema<ArtifactsOptions>> = generateMiddleware(
  {
    name: 'artifacts',
    description: 'Lets the model write and read the artifacts of the session',
    configSchema: createTypedSchema<ArtifactsOptions>({
      type: 'object',
      properties: { readonly: { type: 'boolean', description: 'Whether the model may only read.' } },
      additionalProperties: true,
    }),
  },
  ({ config, ai }) => createHooks(ai as ToolsApi, config?.readonly === true),
);

/** Where artifacts are kept. */
interface ArtifactShelf {
  list(): readonly Artifact[];
  add(artifact: Artifact): void;
}

function createShelf(ai: ToolsApi): ArtifactShelf {
  const engine = engineOf(ai);
  const session = engine && sessionOf(engine);
  if (session !== undefined) return { list: () => session.getArtifacts(), add: (artifact) => session.addArtifacts([artifact]) };
  let kept: Artifact[] = [];
  return {
    list: () => kept,
    add: (artifact) => {
      kept = mergeArtifacts(kept, [artifact]).all;
    },
  };
}

function createHooks(ai: ToolsApi, isReadonly: boolean): GenerateMiddlewareHooks {
  const shelf = createShelf(ai);
  const tools = isReadonly ? [createReader(ai)] : [createReader(ai), createWriter(ai)];
  const names = tools.map(({ toolName }) => toolName);
  return {
    tools,
    tool: async (request, context, next) => {
      const { name, input } = request.toolRequest;
      if (!names.includes(name)) return await next(request, context);
      return toResponse(request, name === 'read_artifact' ? read(shelf, input) : write(shelf, input));
    },
    generate: async (envelope, context, next) => {
      const messages = addSystemText(envelope.request.messages, { text: toList(shelf.list()), mark: 'artifacts-middleware-listing' });
      return await next({ ...envelope, request: { ...envelope.request, messages } }, context);
    },
  };
}

const NAME = { type: 'string', description: 'The name of the artifact.' };

function createReader(ai: ToolsApi): ReturnType<ToolsApi['dynamicTool']> {
  return ai.dynamicTool({
    name: 'read_artifact',
    description:
      'Reads the content of a named artifact from the session. ' +
      'Use this to inspect artifacts produced by sub-agents or previously created artifacts.',
    inputJsonSchema: { type: 'object', properties: { name: NAME }, required: ['name'] },
  });
}

function createWriter(ai: ToolsApi): ReturnType<ToolsApi['dynamicTool']> {
  return ai.dynamicTool({
    name: 'write_artifact',
    description:
      'Creates or updates a named artifact in the session. If an artifact with the same name already exists, it will be replaced. ' +
      'Use this to produce files, reports, code, or other deliverables.',
    inputJsonSchema: {
      type: 'object',
      properties: { name: NAME, content: { type: 'string', description: 'The full text content of the artifact.' } },
      required: ['name', 'content'],
    },
  });
}

function read(shelf: ArtifactShelf, input: unknown): unknown {
  const { name } = (input ?? {}) as { readonly name?: unknown };
  if (typeof name !== 'string') return { name: '', content: 'Error: an artifact has a name.', found: false };
  const artifact = shelf.list().find((known) => known.name === name);
  if (artifact === undefined) return { name, content: `Artifact "${name}" not found.`, found: false };
  return { name, content: toText(artifact.parts), found: true };
}

function write(shelf: ArtifactShelf, input: unknown): unknown {
  const { name, content } = (input ?? {}) as { readonly name?: unknown; readonly content?: unknown };
  if (typeof name !== 'string' || typeof content !== 'string')
    return { status: 'Error: an artifact has a name and a content, both texts.' };
  shelf.add({ name, parts: [{ text: content }] });
  return { status: `Artifact "${name}" saved successfully.` };
}

function toResponse({ toolRequest: { name, ref } }: ToolRequestPart, output: unknown): ToolResponsePart {
  return { toolResponse: { name, ...(ref !== undefined && { ref }), output } };
}

function toList(known: readonly Artifact[]): string {
  if (known.length === 0) return '<artifacts>\nNo artifacts are currently available in the session.\n</artifacts>';
  const lines = known.map(({ name = '(unnamed)', parts, metadata }) => {
    const { length } = toText(parts);
    const source = typeof metadata?.['source'] === 'string' ? ` [from: ${metadata['source']}]` : '';
    return `  - ${name}${length > 0 ? ` (${length} chars)` : ''}${source}`;
  });
  return `<artifacts>
The following artifacts are available in the session. Use the read_artifact tool to view their content.
${lines.join('\n')}
</artifacts>`;
}
