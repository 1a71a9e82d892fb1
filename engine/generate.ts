import { toActionKey } from '../schemas/action-key.ts';
import { DurakitError } from '../schemas/durakit-error.ts';
import type { GenerateRequest } from '../schemas/generate-request.ts';
import type { GenerateResponseData } from '../schemas/generate-response.ts';
import type { MessageData } from '../schemas/message.ts';
import type { Part } from '../schemas/part.ts';
import { callAction } from './call-action.ts';
import { toModelReference, type ModelArgument, type ModelReference } from './define-model.ts';
import type { Engine } from './engine.ts';
import { GenerateResponse } from './generate-response.ts';

/** A message as callers may write it: text where a list of parts is meant. */
export interface MessageInput extends Omit<MessageData, 'content'> {
  readonly content: string | Part | Part[];
}

/** What `ai.generate` takes. Source of names and defaults: Genkit `ai/src/generate.ts`. */
export interface GenerateOptions {
  /** Default: the model of `durakit({ model })`. */
  readonly model?: ModelArgument;
  readonly system?: string | Part | Part[];
  /** The conversation so far, oldest first. */
  readonly messages?: readonly MessageInput[];
  /** Becomes the last message. */
  readonly prompt?: string | Part | Part[];
  /** Merged over the model reference's own. */
  readonly config?: Readonly<Record<string, unknown>>;
}

/** Asks a model once. In a flow the call is an activity: its result is recorded, its failures are retried. */
export async function generate(engine: Engine, input: string | Part[] | GenerateOptions): Promise<GenerateResponse> {
  const options = typeof input === 'string' || Array.isArray(input) ? { prompt: input } : input;
  const model = resolveModel(engine, options.model);
  const request = toRequest(model, options);
  const response = await callAction(engine, { key: toActionKey('model', model.name), name: model.name, input: request, options: {} });
  return new GenerateResponse(response as GenerateResponseData, { request, model: model.name }).assertValid();
}

function resolveModel(engine: Engine, model: ModelArgument | undefined): ModelReference {
  if (model !== undefined) return toModelReference(model);
  if (engine.defaultModel !== undefined) return { name: engine.defaultModel, config: engine.defaultModelConfig ?? {} };
  throw new DurakitError({ status: 'INVALID_ARGUMENT', message: 'Must supply a `model` to `generate()` calls.' });
}

function toRequest(model: ModelReference, { system, messages = [], prompt, config }: GenerateOptions): GenerateRequest {
  const all: MessageData[] = [
    ...(system === undefined ? [] : [{ role: 'system' as const, content: toParts(system) }]),
    ...messages.map((message) => ({ ...message, content: toParts(message.content) })),
    ...(prompt === undefined ? [] : [{ role: 'user' as const, content: toParts(prompt) }]),
  ];
  if (all.length === 0)
    throw new DurakitError({ status: 'INVALID_ARGUMENT', message: 'at least one message is required in generate request' });
  const merged = { ...model.config, ...(model.version !== undefined && { version: model.version }), ...config };
  return Object.keys(merged).length === 0 ? { messages: all } : { messages: all, config: merged };
}

function toParts(content: string | Part | Part[]): Part[] {
  if (typeof content === 'string') return [{ text: content }];
  return Array.isArray(content) ? content : [content];
}
