import { toActionKey } from '../../schemas/action-key.ts';
import { DurakitError } from '../../schemas/durakit-error.ts';
import type { DocumentData } from '../../schemas/generate-request.ts';
import type { MessageData, Role } from '../../schemas/message.ts';
import type { Engine } from '../engine.ts';
import type { PromptParts } from './prompt-config.ts';
import type { PromptRendering } from './prompt-call.ts';
import type { PromptDefinition } from './prompt-definition.ts';
import { toPromptName } from './prompt-name.ts';
import type { PromptRenderer, RenderedTemplate, TemplateData } from './prompt-source.ts';
import { toParts } from '../generate/to-parts.ts';

/** A prompt with its input in place. */
export interface RenderedPrompt {
  readonly messages: MessageData[];
  readonly docs?: readonly DocumentData[] | undefined;
  /** SHA-256 over the prompt's text, the partials it leads to, the input, context, state and history, and what became of them. */
  readonly hash?: string | undefined;
}

/**
 * Renders on the Node side. The order of messages is system, messages, prompt; the history comes before the prompt's user message
 * unless `messages` places it. Source: Genkit `ai/src/prompt.ts`. Throws INVALID_ARGUMENT for an input that does not fit the schema.
 */
export async function renderPrompt(engine: Engine, definition: PromptDefinition, call: PromptRendering): Promise<RenderedPrompt> {
  const input = toCheckedInput(engine, definition, call.input);
  const rendering: Rendering = { engine, definition, call: { ...call, input }, partials: {} };
  const messages = [
    ...(await renderParts(rendering, 'system', definition.system)),
    ...(await renderMessages(rendering)),
    // the answers to interrupts follow the model's message that asked: nothing may stand between
    ...(call.resumes === true ? [] : await renderParts(rendering, 'user', definition.prompt)),
  ];
  const docs = await resolve(definition.docs, rendering.call);
  return { messages, ...(docs !== undefined && { docs }), hash: toHash(rendering, { messages, docs }) };
}

interface Rendering {
  readonly engine: Engine;
  readonly definition: PromptDefinition;
  readonly call: PromptRendering;
  /** Filled while templates are rendered. */
  readonly partials: Record<string, string>;
}

function toCheckedInput(engine: Engine, definition: PromptDefinition, given: unknown): unknown {
  const { inputSchema, inputDefault } = definition;
  const isMergeable = given === undefined || given === null || (typeof given === 'object' && !Array.isArray(given));
  const input = inputDefault !== undefined && isMergeable ? { ...inputDefault, ...given } : given;
  const data = (input ?? undefined) === undefined && inputSchema?.['type'] === 'object' ? {} : input;
  engine.schemas.check({ key: toActionKey('executable-prompt', toPromptName(definition)), side: 'input', schema: inputSchema, data });
  return data;
}

async function renderParts(rendering: Rendering, role: Role, parts: PromptParts | undefined): Promise<MessageData[]> {
  if (parts === undefined || parts === '') return [];
  if (typeof parts !== 'string') return [{ role, content: toParts((await resolve(parts, rendering.call)) ?? []) }];
  const { input, context, state } = rendering.call;
  const { messages } = await renderTemplate(rendering, parts, { input, context, state });
  const [message] = messages;
  // the words are Genkit's
  if (message === undefined || messages.length !== 1) throw templateError(rendering, 'parts tempate must produce only one message');
  return [{ role, content: message.content }];
}

async function renderMessages(rendering: Rendering): Promise<readonly MessageData[]> {
  const { definition, call } = rendering;
  const { messages } = definition;
  const history = call.messages;
  if (messages === undefined || messages === '') return history ?? [];
  if (typeof messages === 'function') {
    const { state, context } = call;
    return await messages(call.input as never, { state, context, history });
  }
  if (typeof messages !== 'string') return messages;
  const rendered = await renderTemplate(rendering, messages, { ...call, messages: history });
  // as for `prompt`: a resumed conversation has the user's message in its history
  return call.resumes === true && rendered.messages.at(-1)?.role === 'user' ? rendered.messages.slice(0, -1) : rendered.messages;
}

async function renderTemplate(rendering: Rendering, template: string, data: WithUndefined<TemplateData>): Promise<RenderedTemplate> {
  const { input, context = {}, state, messages } = data;
  try {
    const rendered = await rendererOf(rendering).renderTemplate(template, {
      input,
      context,
      state,
      ...(messages !== undefined && { messages }),
    });
    Object.assign(rendering.partials, rendered.partials);
    return rendered;
  } catch (error) {
    throw error instanceof DurakitError ? withPromptName(rendering, error) : error;
  }
}

type WithUndefined<T> = { [TKey in keyof T]: T[TKey] | undefined };

async function resolve<TValue>(
  value: TValue | ((input: never, surroundings: Pick<PromptRendering, 'state' | 'context'>) => TValue | Promise<TValue>) | undefined,
  { input, state, context }: PromptRendering,
): Promise<TValue | undefined> {
  if (typeof value !== 'function') return value;
  const resolver = value as (input: unknown, surroundings: Pick<PromptRendering, 'state' | 'context'>) => TValue | Promise<TValue>;
  return await resolver(input, { state, context });
}

function toHash({ engine, definition, call, partials }: Rendering, result: object): string | undefined {
  const { system, prompt, messages, source } = definition;
  const templates = [system, prompt, messages].map((template) => (typeof template === 'function' ? null : template));
  const { secrets: _unread, ...context } = call.context;
  const { input, state, messages: history, resumes } = call;
  return engine.prompts?.hash({ source: source ?? templates, partials, input, context, state, history, resumes, result });
}

function rendererOf({ engine, definition }: Rendering): PromptRenderer {
  if (engine.prompts !== undefined) return engine.prompts;
  throw new DurakitError({
    status: 'FAILED_PRECONDITION',
    message: `Prompt ${toPromptName(definition)} has a template, and templates are only rendered on Node, by the engine's \`prompts\`.`,
  });
}

function templateError({ definition }: Rendering, message: string): DurakitError {
  return new DurakitError({ status: 'INVALID_ARGUMENT', message, details: { prompt: toPromptName(definition) } });
}

function withPromptName({ definition }: Rendering, error: DurakitError): DurakitError {
  const { status, originalMessage, details, source } = error;
  const message = `Prompt ${toPromptName(definition)}: ${originalMessage}`;
  return new DurakitError({ status, message, details, cause: error, ...(source !== undefined && { source }) });
}
