import type { MessageData } from '../../schemas/message.ts';
import type { Engine } from '../engine.ts';
import type { GenerateOptions } from '../generate/generate-options.ts';
import type { GenerateResponse } from '../generate/generate-response.ts';
import type { GenerateStreamResponse } from '../generate/generate-stream.ts';

/** What a prompt's call takes over the prompt's own. `config` is merged key by key, `messages` is the history, all else replaces. */
export type PromptGenerateOptions = Omit<GenerateOptions, 'prompt' | 'system'>;

/** A prompt, rendered: what `generate` is called with. */
export interface RenderedOptions extends PromptGenerateOptions {
  readonly messages: readonly MessageData[];
}

/** `generate`, as prompts need it. */
export interface GenerationPort {
  generate(engine: Engine, options: RenderedOptions): Promise<GenerateResponse>;
  generateStream(engine: Engine, options: Promise<RenderedOptions>): GenerateStreamResponse;
}
