import { toActionKey, type ActionKey, type ActionType } from '../../schemas/action-key.ts';
import type { JsonSchema } from '../../schemas/json-schema.ts';
import type { Action, ActionDescription } from '../action.ts';

/** What can be said of an action without running it. JSON. Source: Genkit `core/src/action.ts`, `ActionMetadata`. */
export interface ActionMetadata {
  readonly key?: string;
  readonly actionType: ActionType;
  readonly name: string;
  readonly description?: string;
  readonly inputSchema?: JsonSchema;
  readonly outputSchema?: JsonSchema;
  readonly metadata?: Readonly<Record<string, unknown>>;
}

/** By key. */
export type ActionMetadataRecord = Record<string, ActionMetadata>;

/** The part of an action that is JSON; absent fields are left out. */
export function toActionMetadata({ key, type, name, description, inputSchema, outputSchema, metadata }: Action): ActionMetadata {
  return {
    key,
    actionType: type,
    name,
    ...(description !== undefined && { description }),
    ...(inputSchema !== undefined && { inputSchema }),
    ...(outputSchema !== undefined && { outputSchema }),
    ...(metadata !== undefined && { metadata }),
  };
}

/** The same, as the engine writes it. */
export function toDescription({ key, actionType, ...rest }: ActionMetadata): ActionDescription {
  return { ...rest, type: actionType, key: (key as ActionKey | undefined) ?? toActionKey(actionType, rest.name) };
}
