import { toActionKey, type ActionKey } from '../../schemas/action-key.ts';
import { DurakitError } from '../../schemas/durakit-error.ts';
import type { GenerateActionOptions } from '../../schemas/generate-action-options.ts';
import type { GenerateRequest } from '../../schemas/generate-request.ts';
import { toDurakitError } from '../failure.ts';
import { applyFormat } from '../formats/apply-format.ts';
import type { FormatHandler } from '../formats/format.ts';
import { resolveFormat } from '../formats/resolve-format.ts';
import { expandResourceParts } from '../resources/expand-resource-parts.ts';
import { resolveResources } from '../resources/resolve-resources.ts';
import type { Engine } from '../engine.ts';
import { resolveTools } from '../tools/resolve-tools.ts';
import { toShortName, type ResolvedTool } from '../tools/resolved-tool.ts';
import type { GenerateRun } from './generate-run.ts';
import { resolveModelReference } from './to-action-options.ts';

/** A turn, ready to be sent. */
export interface PreparedTurn {
  readonly modelKey: ActionKey;
  readonly modelName: string;
  readonly tools: readonly ResolvedTool[];
  readonly handler: FormatHandler | undefined;
  /** With the format's instructions and the resources' contents in its messages. */
  readonly options: GenerateActionOptions;
  readonly request: GenerateRequest;
}

/** Finds what the request names, and makes the model's request of it. Throws NOT_FOUND and INVALID_ARGUMENT before anything is called. */
export async function prepareTurn(run: GenerateRun, options: GenerateActionOptions): Promise<PreparedTurn> {
  const { engine } = run;
  const format = resolveFormat(engine, options.output);
  const tools = [...(await findTools(run, options.tools ?? [])), ...run.middlewareTools];
  assertDistinctNames(tools);
  const { messages: formatted, output } = applyFormat({ messages: options.messages, output: options.output }, format);
  const named = (options.resources ?? []).filter((name) => !run.resources.some(({ resourceName }) => resourceName === name));
  const resources = await resolveResources(engine, [...run.resources, ...named]);
  const messages = await expandResourceParts(engine, formatted, resources);
  const { name } = resolveModelReference(engine, options.model);
  const { config, docs, toolChoice } = options;
  return {
    // no turn of the microtask queue more in the sandbox: recorded runs go on in their order
    modelKey: engine.keepsBodies ? await askPlugins(engine, name) : toModelKey(engine, name),
    modelName: name,
    tools,
    handler: format?.handler(options.output?.jsonSchema),
    options: { ...options, model: name, messages },
    request: {
      messages,
      ...(config !== undefined && { config }),
      ...(tools.length > 0 && { tools: tools.map(({ definition }) => definition) }),
      ...(toolChoice !== undefined && { toolChoice }),
      ...(Object.keys(output).length > 0 && { output }),
      ...(docs !== undefined && { docs }),
    },
  };
}

/** What was handed over is at hand; a name that a hook put in is looked for once. */
async function findTools(run: GenerateRun, names: readonly string[]): Promise<ResolvedTool[]> {
  const given = new Map(run.tools.map((tool) => [tool.name, tool]));
  const unknown = names.filter((name) => !given.has(name) && !run.foundTools.has(name));
  await Promise.all(unknown.map(async (name) => run.foundTools.set(name, await resolveTools(run.engine, [name]))));
  return names.flatMap((name) => run.foundTools.get(name) ?? given.get(name) ?? []);
}

/** A model sees short names: two tools that share one could not be told apart. */
function assertDistinctNames(tools: readonly ResolvedTool[]): void {
  const names = new Map<string, string>();
  for (const { name } of tools) {
    const other = names.get(toShortName(name));
    if (other !== undefined) {
      throw new DurakitError({
        status: 'INVALID_ARGUMENT',
        message: `Cannot provide two tools with the same name: '${name}' and '${other}'`,
      });
    }
    names.set(toShortName(name), name);
  }
}

/** The sandbox knows what the worker knew when it made the bundle; what it does not know is called like a plain model. */
function toModelKey(engine: Engine, name: string): ActionKey {
  const background = toActionKey('background-model', name);
  const isBackground = engine.describe(toActionKey('model', name)) === undefined && engine.describe(background) !== undefined;
  return isBackground ? background : toActionKey('model', name);
}

/** On Node a plugin may have to be asked. */
async function askPlugins(engine: Engine, name: string): Promise<ActionKey> {
  const model = toActionKey('model', name);
  const background = toActionKey('background-model', name);
  try {
    if ((await engine.registry.resolve(model)) !== undefined) return model;
    return (await engine.registry.resolve(background)) === undefined ? model : background;
  } catch (error) {
    // a plugin that does not start fails on a worker inside the model's activity: the model's name is in the error there too
    throw toDurakitError(error, name);
  }
}
