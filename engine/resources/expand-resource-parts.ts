import { DurakitError } from '../../schemas/durakit-error.ts';
import type { MessageData } from '../../schemas/message.ts';
import type { Part, ResourcePart } from '../../schemas/part.ts';
import { callAction } from '../call-action.ts';
import type { Engine } from '../engine.ts';
import type { ResourceOutput } from './create-resource-action.ts';
import { findMatchingResource, type ResolvedResource } from './resolve-resources.ts';

/**
 * The messages with what their resource parts stand for in their place; messages without any are the same objects.
 * Rejects with NOT_FOUND: `failed to find matching resource for …`. Source: Genkit `ai/src/generate/action.ts`.
 */
export async function expandResourceParts(
  engine: Engine,
  messages: readonly MessageData[],
  resources: readonly ResolvedResource[] = [],
): Promise<MessageData[]> {
  return await Promise.all(messages.map((message) => expand(engine, message, resources)));
}

async function expand(engine: Engine, message: MessageData, resources: readonly ResolvedResource[]): Promise<MessageData> {
  if (!message.content.some(isResourcePart)) return message;
  const content = await Promise.all(message.content.map((part) => read(engine, part, resources)));
  return { ...message, content: content.flat() };
}

function isResourcePart(part: Part): part is ResourcePart {
  return 'resource' in part && part.resource !== undefined;
}

async function read(engine: Engine, part: Part, resources: readonly ResolvedResource[]): Promise<readonly Part[]> {
  if (!isResourcePart(part)) return [part];
  const { uri } = part.resource;
  const found = await findMatchingResource(engine, resources, uri);
  if (found === undefined) throw new DurakitError({ status: 'NOT_FOUND', message: `failed to find matching resource for ${uri}` });
  const { key, name, body } = found;
  const output = await callAction(engine, { key, name, input: { uri }, options: {}, ...(body !== undefined && { local: body }) });
  return (output as ResourceOutput).content;
}
