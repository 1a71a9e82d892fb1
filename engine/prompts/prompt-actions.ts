import { parseActionKey, toActionKey, type ActionKey } from '../../schemas/action-key.ts';
import type { GenerateRequest } from '../../schemas/generate-request.ts';
import type { JsonSchema } from '../../schemas/json-schema.ts';
import type { Action, ActionBody } from '../action.ts';
import type { Engine } from '../engine.ts';
import { resolveTools } from '../tools/resolve-tools.ts';
import { fromActionInput } from './prompt-call.ts';
import { fromFile, type PromptDefinition } from './prompt-definition.ts';
import { fromPromptName, promptNotFound, toPromptName } from './prompt-name.ts';
import { renderPrompt } from './render-prompt.ts';
import { toMiddlewareReference, toModelName, toPromptOptions, toToolName } from './to-prompt-options.ts';

/** The two actions of a prompt: `/prompt/x` renders a request for a model, `/executable-prompt/x` options of `generate`. */
export function createPromptActions(engine: Engine, definition: PromptDefinition): { prompt: Action; executable: Action } {
  const name = toPromptName(definition);
  const { description } = definition;
  const metadata = toPromptMetadata(definition);
  const base = { name, metadata, ...(description !== undefined && { description }) };
  const body = (run: ActionBody): ActionBody | undefined => (engine.keepsBodies ? run : undefined);
  return {
    prompt: {
      ...base,
      key: toActionKey('prompt', name),
      type: 'prompt',
      inputSchema: withOptionalDefaults(definition),
      body: body((input, { context }) => renderRequest(engine, definition, { input, context })),
    },
    executable: {
      ...base,
      key: toActionKey('executable-prompt', name),
      type: 'executable-prompt',
      // the input may be wrapped (see toActionInput), so the body checks it
      body: body(async (input, { context }) => {
        const rendered = await renderPrompt(engine, definition, { ...fromActionInput(input), context });
        return toPromptOptions(definition, rendered);
      }),
    },
  };
}

/** The action of a prompt file, for the registry and the worker; undefined where no file has that name. Read anew each time: files change. */
export async function resolvePromptAction(engine: Engine, key: ActionKey): Promise<Action | undefined> {
  const parsed = parseActionKey(key);
  if (parsed?.type !== 'prompt' && parsed?.type !== 'executable-prompt') return undefined;
  const { name, variant } = fromPromptName(parsed.name);
  const file = await engine.prompts?.load(name, variant);
  if (file === undefined) return undefined;
  const actions = createPromptActions(engine, fromFile(file));
  return parsed.type === 'prompt' ? actions.prompt : actions.executable;
}

/** The actions of all prompt files, for lists. A file that cannot be read fails the list: its error names it. */
export async function listPromptActions(engine: Engine): Promise<Action[]> {
  const { prompts } = engine;
  if (prompts === undefined) return [];
  const files = await Promise.all((await prompts.list()).map(({ name, variant }) => prompts.load(name, variant)));
  return files
    .filter((file) => file !== undefined)
    .map((file) => createPromptActions(engine, fromFile(file)))
    .flatMap(({ prompt, executable }) => [prompt, executable]);
}

/** Runs the action of a prompt file. Throws NOT_FOUND with the names that exist. */
export async function runPromptFile(engine: Engine, key: ActionKey, ...[input, surroundings]: Parameters<ActionBody>): Promise<unknown> {
  const action = await resolvePromptAction(engine, key);
  if (action?.body !== undefined) return await action.body(input, surroundings);
  throw promptNotFound(fromPromptName(parseActionKey(key)?.name ?? key), await listPromptNames(engine));
}

/** The prompts that exist here, in code and in files. */
export async function listPromptNames(engine: Engine): Promise<string[]> {
  const registered = engine.registry.list('executable-prompt').map(({ name }) => name);
  const files = ((await engine.prompts?.list()) ?? []).map(toPromptName);
  return [...new Set([...registered, ...files])].sort();
}

async function renderRequest(
  engine: Engine,
  definition: PromptDefinition,
  call: Parameters<typeof renderPrompt>[2],
): Promise<GenerateRequest> {
  const options = toPromptOptions(definition, await renderPrompt(engine, definition, call));
  const tools = await resolveTools(engine, definition.tools ?? []);
  const { messages, config, docs, toolChoice, output: { jsonSchema, format, contentType, constrained } = {} } = options;
  const output = { format, contentType, constrained, schema: jsonSchema };
  const request = {
    messages,
    config,
    docs,
    toolChoice,
    ...(tools.length > 0 && { tools: tools.map(({ definition: tool }) => tool) }),
    ...(options.output !== undefined && { output }),
  };
  return JSON.parse(JSON.stringify(request)) as GenerateRequest;
}

/** What lists show. Source: Genkit `ai/src/prompt.ts`, `promptMetadata`. */
function toPromptMetadata(definition: PromptDefinition): Readonly<Record<string, unknown>> {
  const { name, variant, description, config, toolChoice, inputSchema, template, metadata, model } = definition;
  const tools = (definition.tools ?? []).map(toToolName).filter((tool) => tool !== undefined);
  const use = (definition.use ?? []).map(toMiddlewareReference).filter((reference) => reference !== undefined);
  const shown = { name, variant, description, model: toModelName(model), config, tools, toolChoice, use, template };
  const readsHistory = definition.messages !== undefined && definition.messages !== '';
  const prompt = { ...(metadata?.['prompt'] as object | undefined), ...shown, input: { schema: inputSchema }, readsHistory };
  return { ...metadata, prompt: JSON.parse(JSON.stringify(prompt)) as object, type: 'prompt' };
}

/** What has a default need not be given. */
function withOptionalDefaults({ inputSchema, inputDefault }: PromptDefinition): JsonSchema | undefined {
  const required = inputSchema?.['required'];
  if (inputSchema === undefined || inputDefault === undefined || !Array.isArray(required)) return inputSchema;
  const { required: _all, ...rest } = inputSchema;
  const left = required.filter((name) => !Object.hasOwn(inputDefault, String(name)));
  return left.length === 0 ? rest : { ...rest, required: left };
}
