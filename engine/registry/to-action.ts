import { ACTION_TYPES, toActionKey, type ActionType } from '../../schemas/action-key.ts';
import { DurakitError } from '../../schemas/durakit-error.ts';
import type { JsonSchema } from '../../schemas/json-schema.ts';
import type { Action, ActionBody } from '../action.ts';
import { toToolArguments } from '../tools/tool-arguments.ts';
import { toolRecordOf, type ToolRecord } from '../tools/tool.ts';

/** Converts the schema of a definition; undefined for one that cannot be converted here. */
export type ToJsonSchema = (schema: unknown) => JsonSchema | undefined;

/** What plugins and dynamic action providers hand over: an action, a function that carries one, a tool, or an action of Genkit's own form. */
export type ActionLike = Action | { readonly action: Action } | object;

/** The action in what was handed over. Throws INVALID_ARGUMENT for anything else. */
export function toAction(value: ActionLike, toJsonSchema: ToJsonSchema): Action {
  const tool = toolRecordOf(value);
  if (tool !== undefined) return fromTool(value as ActionBody, tool, toJsonSchema);
  const action = 'action' in value ? value.action : value;
  if (isAction(action)) return action;
  if ('__action' in value && typeof value === 'function') return fromGenkitAction(value, toJsonSchema);
  throw new DurakitError({
    status: 'INVALID_ARGUMENT',
    message:
      'A plugin or dynamic action provider gave something that is no action. Build it with model(), tool(), resource() and the like.',
  });
}

function isAction(value: unknown): value is Action {
  return typeof value === 'object' && value !== null && 'key' in value && 'type' in value && 'name' in value;
}

function fromTool(
  call: ActionBody,
  { name, key, description, metadata, options, ...tool }: ToolRecord,
  toJsonSchema: ToJsonSchema,
): Action {
  const { body } = tool;
  return {
    key,
    type: tool.multipart ? 'tool.v2' : 'tool',
    name,
    description,
    inputSchema: toJsonSchema(tool.inputSchema),
    // what a multipart tool gives holds the output, among other things
    outputSchema: tool.multipart ? undefined : toJsonSchema(tool.outputSchema),
    metadata: { ...metadata, type: 'tool' },
    options,
    body: (input, surroundings) =>
      tool.dynamic && typeof body === 'function' && !('key' in body)
        ? body(input as never, toToolArguments(surroundings))
        : call(input, surroundings),
  };
}

/** A function with `__action`, as Genkit's own packages make them. */
interface GenkitAction {
  (input: unknown, options: unknown): unknown;
  readonly __action: {
    readonly actionType?: string;
    readonly name: string;
    readonly description?: string;
    readonly inputSchema?: unknown;
    readonly inputJsonSchema?: JsonSchema;
    readonly outputSchema?: unknown;
    readonly outputJsonSchema?: JsonSchema;
    readonly metadata?: Readonly<Record<string, unknown>>;
  };
}

function fromGenkitAction(call: GenkitAction, toJsonSchema: ToJsonSchema): Action {
  const { actionType, name, description, inputSchema, inputJsonSchema, outputSchema, outputJsonSchema, metadata } = call.__action;
  const type = toActionType(actionType, name);
  return {
    key: toActionKey(type, name),
    type,
    name,
    description,
    inputSchema: inputJsonSchema ?? toJsonSchema(inputSchema),
    outputSchema: outputJsonSchema ?? toJsonSchema(outputSchema),
    metadata,
    body: (input, { context, abortSignal, sendChunk }) => call(input, { context, abortSignal, onChunk: sendChunk }),
  };
}

function toActionType(text: string | undefined, name: string): ActionType {
  const type = ACTION_TYPES.find((candidate) => candidate === text);
  if (type !== undefined) return type;
  throw new DurakitError({ status: 'INVALID_ARGUMENT', message: `Action type is missing for ${name}` });
}
