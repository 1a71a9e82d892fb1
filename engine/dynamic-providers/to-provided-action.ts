import type { ActionDescription } from '../action.ts';
import { callAction } from '../call-action.ts';
import type { Engine } from '../engine.ts';
import { markHandled } from '../mark-handled.ts';
import { toActionMetadata } from '../registry/action-metadata.ts';
import { createTool } from '../tools/create-tool.ts';
import type { ProvidedAction } from './dynamic-action-provider.ts';

/** The function that a provider's action is for its users; of a tool, one that `generate` takes in `tools`. */
export function toProvidedAction(engine: Engine, description: ActionDescription): ProvidedAction {
  const { key, type, name } = description;
  const __action = toActionMetadata(description);
  if (type !== 'tool' && type !== 'tool.v2') {
    const call = (input: unknown): Promise<unknown> => markHandled(callAction(engine, { key, name, input, options: {} }));
    return Object.assign(call, { key, __action });
  }
  const tool = createTool(engine, {
    name,
    key,
    description: description.description ?? '',
    inputSchema: description.inputSchema,
    outputSchema: description.outputSchema,
    metadata: description.metadata ?? {},
    multipart: type === 'tool.v2',
    toolErrors: undefined,
    options: {},
    dynamic: false,
    body: undefined,
    interrupts: undefined,
  });
  return Object.assign(tool, { __action });
}
