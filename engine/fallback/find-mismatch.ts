import { toActionKey } from '../../schemas/action-key.ts';
import type { GenerateRequest } from '../../schemas/generate-request.ts';
import type { ModelSupports } from '../../schemas/model-info.ts';
import type { Engine } from '../engine.ts';

/** Why a model cannot take a request that was made for another one; undefined where nothing is known against it. */
export function findMismatch(engine: Engine, model: string, { messages, tools = [], toolChoice }: GenerateRequest): string | undefined {
  const { tools: takesTools, media, multiturn } = supportsOf(engine, model);
  const parts = messages.flatMap(({ content }) => content);
  if (takesTools === false && (tools.length > 0 || parts.some((part) => 'toolRequest' in part))) return 'it takes no tools';
  if (media === false && parts.some((part) => 'media' in part)) return 'it takes no media';
  if (multiturn === false && messages.length > 1) return 'it takes one message only';
  return toolChoice === 'required' && takesTools === false ? 'it cannot be made to call a tool' : undefined;
}

/** What is known of a model; a plugin's own models may be known to the worker alone. */
export function supportsOf(engine: Engine, model: string): ModelSupports {
  const metadata = engine.describe(toActionKey('model', model))?.metadata;
  return (metadata?.['model'] as { supports?: ModelSupports } | undefined)?.supports ?? {};
}
