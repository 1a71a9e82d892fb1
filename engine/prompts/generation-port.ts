import type { MessageData } from '../../schemas/message.ts';
import type { Engine } from '../engine.ts';
import type { GenerateOptions } from '../generate/generate-options.ts';
import type { GenerateResponse } from '../generate/generate-response.ts';
import type { GenerateResponseChunk } from '../generate/generate-response-chunk.ts';
import type { PromptRenderer } from './prompt-source.ts';

/** What a prompt's call takes over the prompt's own. `config` is merged key by key, `messages` is the history, all else replaces. */
export type PromptGenerateOptions = Omit<GenerateOptions, 'prompt' | 'system'>;

/** A prompt, rendered: what `generate` is called with. */
export interface RenderedOptions extends PromptGenerateOptions {
  readonly messages: readonly MessageData[];
}

/** `generate`, as prompts need it: handed in, so that neither of the two imports the other. */
export interface GenerationPort {
  generate(engine: Engine, options: RenderedOptions): Promise<GenerateResponse>;
  generateStream(engine: Engine, options: Promise<RenderedOptions>): PromptStream;
}

/** A streamed answer. */
export interface PromptStream<TOutput = unknown> {
  readonly stream: AsyncIterable<GenerateResponseChunk<TOutput>>;
  readonly response: Promise<GenerateResponse<TOutput>>;
}

/** An engine that may render templates: on Node it does, in the sandbox it leaves that to the worker. */
export type PromptsEngine = Engine & { readonly prompts?: PromptRenderer | undefined };
