import { toActionKey, type ActionKey } from '../../schemas/action-key.ts';
import type { GenerateRequest } from '../../schemas/generate-request.ts';
import type { MessageData } from '../../schemas/message.ts';
import type { Part } from '../../schemas/part.ts';
import type { ActionArguments } from '../action.ts';
import type { ActionCall } from '../action-caller.ts';
import { callAction } from '../call-action.ts';
import type { Engine } from '../engine.ts';
import type { MessageInput } from '../generate/generate-options.ts';
import { markHandled } from '../mark-handled.ts';
import type { GenerationPort, PromptGenerateOptions, RenderedOptions } from './generation-port.ts';
import { mergeOptions } from './merge-options.ts';
import { runPromptFile } from './prompt-actions.ts';
import { toActionInput } from './prompt-call.ts';
import type { ExecutablePrompt, PromptTool } from './prompt-config.ts';
import type { PromptDefinition } from './prompt-definition.ts';
import type { PromptOptionsData } from './to-prompt-options.ts';

/** What a callable prompt needs beside its name. */
export interface ExecutablePromptOptions {
  readonly generation: GenerationPort;
  /** The prompt of code, where it is one; asked at each call. */
  readonly definition: () => PromptDefinition | undefined;
  readonly metadata?: Readonly<Record<string, unknown>> | undefined;
  /** The custom state of the session that the code runs in. */
  readonly currentState: () => unknown;
}

/** A prompt by its registered name. It need not exist yet: that is found out when it is called. */
export function createExecutablePrompt(engine: Engine, name: string, options: ExecutablePromptOptions): ExecutablePrompt {
  const { generation, metadata } = options;
  const render = (input?: unknown, callOptions: PromptGenerateOptions = {}): Promise<RenderedOptions> =>
    markHandled(renderOptions(engine, name, { ...options, input, callOptions }));
  const call = (input?: unknown, callOptions?: PromptGenerateOptions): ReturnType<ExecutablePrompt> =>
    markHandled(render(input, callOptions).then((rendered) => generation.generate(engine, rendered)));
  return Object.assign(call, {
    render,
    stream: (input?: unknown, callOptions?: PromptGenerateOptions) => generation.generateStream(engine, render(input, callOptions)),
    asTool: () => Promise.resolve(createPromptTool(engine, name)),
    ref: metadata === undefined ? { name } : { name, metadata },
    key: toActionKey('prompt', name),
  });
}

interface RenderCall extends ExecutablePromptOptions {
  readonly input: unknown;
  readonly callOptions: PromptGenerateOptions;
}

async function renderOptions(
  engine: Engine,
  name: string,
  { input, callOptions, definition, currentState }: RenderCall,
): Promise<RenderedOptions> {
  const { messages, context, resume } = callOptions;
  const history = messages?.map(toMessage);
  const call = toCall(engine, 'executable-prompt', name);
  const held = history !== undefined && leavesHistory(engine, call.key);
  const rendered = (await callAction(engine, {
    ...call,
    input: toActionInput({ input, messages: held ? [HISTORY] : history, state: currentState(), resumes: resume !== undefined }),
    ...(context !== undefined && { context: { ...engine.context, ...context } }),
  })) as PromptOptionsData;
  return mergeOptions(held ? withHistory(rendered, history) : rendered, definition(), callOptions);
}

/** Stands for a conversation on its way to the worker and back. */
const HISTORY: MessageData = { role: 'user', content: [], metadata: { durakitHistory: true } };

/** Flow code keeps a conversation that the prompt only puts in its place: sent with every turn, it would be in the run's history as often. */
function leavesHistory(engine: Engine, key: ActionKey): boolean {
  if (engine.keepsBodies) return false;
  const { prompt } = (engine.describe(key)?.metadata ?? {}) as { readonly prompt?: { readonly readsHistory?: boolean } };
  return prompt?.readsHistory === false;
}

function withHistory(rendered: PromptOptionsData, history: readonly MessageData[]): PromptOptionsData {
  const messages = rendered.messages.flatMap((message) => (message.metadata?.['durakitHistory'] === true ? history : [message]));
  return { ...rendered, messages };
}

function createPromptTool(engine: Engine, name: string): PromptTool {
  const call = (input: unknown = {}): Promise<GenerateRequest> =>
    markHandled(callAction(engine, { ...toCall(engine, 'prompt', name), input }) as Promise<GenerateRequest>);
  return Object.assign(call, { toolName: name, key: toActionKey('prompt', name) });
}

/** Where prompts can be rendered right here, a prompt that nobody registered is looked for among the files. */
function toCall(engine: Engine, type: 'prompt' | 'executable-prompt', name: string): Omit<ActionCall, 'input'> {
  const key = toActionKey(type, name);
  if (engine.prompts === undefined || engine.registry.lookup(key) !== undefined) return { key, name, options: {} };
  return {
    key,
    name,
    options: {},
    local: (input: unknown, surroundings: ActionArguments) => runPromptFile(engine, key, input, surroundings),
  };
}

function toMessage({ content, ...message }: MessageInput): MessageData {
  if (typeof content === 'string') return { ...message, content: [{ text: content }] };
  return { ...message, content: Array.isArray(content) ? (content as Part[]) : [content as Part] };
}
