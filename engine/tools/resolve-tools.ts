import { parseActionKey, toActionKey, type ActionKey, type ActionType } from '../../schemas/action-key.ts';
import { DurakitError } from '../../schemas/durakit-error.ts';
import type { JsonSchema } from '../../schemas/json-schema.ts';
import type { ActionDescription } from '../action.ts';
import type { StepOptions } from '../../schemas/step-options.ts';
import { callAction } from '../call-action.ts';
import { callFlow } from '../define-flow.ts';
import type { Engine } from '../engine.ts';
import { callTool, type ToolCall } from './call-tool.ts';
import { toSummary } from './to-summary.ts';
import { toShortName, type ResolvedTool } from './resolved-tool.ts';
import { findToolForm } from './tool-forms.ts';
import { toolRecordOf, type MultipartToolResult, type ToolAction, type ToolErrors, type ToolRecord } from './tool.ts';

/** What `tools` of `generate` takes: tools, flows, prompts, any other action, names, and `host:tool/*` of a dynamic action provider. */
export type ToolArgument = string | ToolAction<never, unknown> | ActionLike;

/** A flow, a prompt, a model …: a function that knows its key. */
export type ActionLike = ((...parameters: never[]) => unknown) & { readonly key: ActionKey };

/** The action that finds tools by name on the worker, for names that the sandbox does not know. */
export const FIND_TOOLS_KEY: ActionKey = '/util/find-tools';

/** The types among which a bare name is looked for, in this order. Source: Genkit `ai/src/tool.ts`. */
const TOOL_TYPES: readonly ActionType[] = ['tool', 'tool.v2', 'prompt', 'flow', 'agent'];

/** Makes every tool that a call names callable. Rejects with NOT_FOUND where a name leads nowhere. */
export async function resolveTools(engine: Engine, tools: readonly ToolArgument[]): Promise<ResolvedTool[]> {
  const groups = await Promise.all(tools.map((tool) => resolveTool(engine, tool)));
  return groups.flat();
}

async function resolveTool(engine: Engine, tool: ToolArgument): Promise<ResolvedTool[]> {
  if (typeof tool === 'string') return await resolveByName(engine, tool);
  const record = toolRecordOf(tool);
  if (record !== undefined) return [fromRecord(engine, record)];
  if ('key' in tool && typeof tool.key === 'string') return [fromFunction(engine, tool)];
  throw new DurakitError({
    status: 'INVALID_ARGUMENT',
    message: 'Unable to resolve tool: it is neither a tool, flow, prompt or other action of this app nor the name of one.',
  });
}

async function resolveByName(engine: Engine, name: string): Promise<ResolvedTool[]> {
  const known = describeByName(engine, name);
  if (known !== undefined) return [fromDescription(engine, known)];
  const found = (await callAction(engine, {
    key: FIND_TOOLS_KEY,
    name: `find tool ${name}`,
    input: name,
    options: {},
  })) as ActionDescription[];
  return found.map((description) => fromDescription(engine, description));
}

function describeByName(engine: Engine, name: string): ActionDescription | undefined {
  for (const type of TOOL_TYPES) {
    const description = engine.describe(toActionKey(type, name));
    if (description !== undefined) return description;
  }
  return parseActionKey(name) === undefined ? undefined : engine.describe(name as ActionKey);
}

/** The body of {@link FIND_TOOLS_KEY}: asks plugins and dynamic action providers as well. */
export async function findTools(engine: Engine, name: string): Promise<ActionDescription[]> {
  for (const key of [...TOOL_TYPES.map((type) => toActionKey(type, name)), name as ActionKey]) {
    const action = await engine.registry.resolve(key);
    if (action !== undefined) return [toDescription(action)];
  }
  const provided = await findProvidedTools(engine, name);
  if (provided.length > 0) return provided;
  throw new DurakitError({ status: 'NOT_FOUND', message: `Unable to resolve tool: ${name}` });
}

/** `host:tool/name`, `host:tool/prefix*`, `host:tool/*`: the key stays that of the provider, which finds the action again. */
async function findProvidedTools(engine: Engine, reference: string): Promise<ActionDescription[]> {
  if (!reference.includes(':')) return [];
  const keys = await engine.registry.resolveActionNames(toActionKey('dynamic-action-provider', reference));
  const actions = await Promise.all(keys.map(async (key) => ({ key, action: await engine.registry.lookupAction(key) })));
  return actions.flatMap(({ key, action }) => (action === undefined ? [] : [{ ...toDescription(action), key: key as ActionKey }]));
}

function toDescription({ key, type, name, description, inputSchema, outputSchema, metadata }: ActionDescription): ActionDescription {
  return JSON.parse(JSON.stringify({ key, type, name, description, inputSchema, outputSchema, metadata })) as ActionDescription;
}

function fromRecord(engine: Engine, record: ToolRecord): ResolvedTool {
  const description = record.dynamic ? undefined : engine.describe(record.key);
  const inputSchema = description?.inputSchema ?? engine.schemas.toJsonSchema(record.inputSchema);
  const outputSchema = description?.outputSchema ?? engine.schemas.toJsonSchema(record.outputSchema);
  return {
    name: record.name,
    toolErrors: record.toolErrors,
    definition: toDefinition({ name: record.name, description: description?.description ?? record.description, inputSchema, outputSchema }),
    call: (call) => callTool(engine, record, call),
  };
}

function fromDescription(engine: Engine, description: ActionDescription): ResolvedTool {
  const form = findToolForm(engine, description);
  if (form !== undefined) return form;
  const { key, name, metadata = {} } = description;
  const tool = (metadata['tool'] ?? {}) as { readonly toolErrors?: ToolErrors; readonly options?: StepOptions };
  return {
    name,
    toolErrors: tool.toolErrors,
    definition: toDefinition(description),
    call: async ({ input, run, abortSignal, context }) => {
      if (description.type === 'flow') return { output: await callFlowAsTool(engine, name, { input, run, abortSignal, context }) };
      const output = await callAction(engine, {
        key,
        name,
        input,
        options: { summary: toSummary(name, input), ...tool.options },
        tool: run,
        abortSignal,
        context,
      });
      return description.type === 'tool.v2' ? (output as MultipartToolResult) : { output };
    },
  };
}

/** A flow or prompt that was handed over as the function that it is. */
function fromFunction(engine: Engine, action: ActionLike): ResolvedTool {
  const parsed = parseActionKey(action.key);
  const known = engine.describe(action.key);
  const name = known?.name ?? parsed?.name ?? action.key;
  if (parsed !== undefined && TOOL_TYPES.includes(parsed.type)) {
    return fromDescription(engine, known ?? { key: action.key, type: parsed.type, name });
  }
  return {
    name,
    toolErrors: undefined,
    definition: toDefinition({ ...known, name }),
    call: async ({ input }) => ({ output: await (action as unknown as (input: unknown) => unknown)(input) }),
  };
}

async function callFlowAsTool(engine: Engine, name: string, { input, run, abortSignal, context }: ToolCall): Promise<unknown> {
  const flow = engine.flows.get(name);
  if (flow === undefined) throw new DurakitError({ status: 'NOT_FOUND', message: `Flow ${name} not found` });
  const options = { ...(abortSignal !== undefined && { abortSignal }), ...(context !== undefined && { context }) };
  return await callFlow(engine, flow, { input, tool: run, options });
}

interface DefinitionSource {
  readonly name: string;
  readonly description?: string | undefined;
  readonly inputSchema?: JsonSchema | undefined;
  readonly outputSchema?: JsonSchema | undefined;
}

/** Source of the form: Genkit `ai/src/tool.ts`, `toToolDefinition`. */
function toDefinition({ name, description = '', inputSchema, outputSchema }: DefinitionSource): ResolvedTool['definition'] {
  const shortName = toShortName(name);
  return {
    name: shortName,
    description,
    ...(inputSchema !== undefined && { inputSchema }),
    ...(outputSchema !== undefined && { outputSchema }),
    ...(shortName !== name && { metadata: { originalName: name } }),
  };
}
