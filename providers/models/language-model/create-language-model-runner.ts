import type { LanguageModelV4, LanguageModelV4StreamResult } from '@ai-sdk/provider';
import type { ModelRunner } from '../../../engine/define-model.ts';
import type { ActionContext } from '../../../schemas/action-context.ts';
import { StreamPartError } from '../stream-part-error.ts';
import { toModelError } from '../to-model-error.ts';
import { toCallSettings } from './call-settings.ts';
import { readStream, type StreamListener } from './read-stream.ts';
import { toCallOptions } from './to-call-options.ts';
import { toGenerateResponse, type LanguageModelResult } from './to-generate-response.ts';

/** A vendor's model, ready for one call. */
export interface LanguageModelConnection {
  readonly model: LanguageModelV4;
  /** Keys that the call carries: they are blotted out of errors. */
  readonly secrets?: readonly string[];
}

/** A vendor's model, and what is special about its vendor. */
export interface LanguageModelAdapter {
  /** The model's full name (`groq/llama-3.3-70b`), which errors begin with. */
  readonly name: string;
  /** The vendor's name for it; a request's `config.version` wins. */
  readonly modelId: string;
  /** Called for each request, so that keys are read when they are used. It may throw a `DurakitError`. */
  readonly connect: (modelId: string, context: ActionContext) => LanguageModelConnection | Promise<LanguageModelConnection>;
  /** The vendor's name in `providerOptions`: where the config's own settings go. */
  readonly providerOptionsKey: string;
  /** Settings for the vendor that are sent unless the config has them. */
  readonly defaultProviderOptions?: Readonly<Record<string, unknown>>;
  /** False where the vendor takes text only as a tool's result; media then follow in a user message. Default true. */
  readonly mediaInToolResults?: boolean;
}

/**
 * Runs a model of a vendor's package (`@ai-sdk/provider` V4) as the engine's model. One call is one request: the packages do not
 * try again, Temporal does. Throws a `DurakitError` (see `toModelError`).
 */
export function createLanguageModelRunner({ mediaInToolResults = true, ...adapter }: LanguageModelAdapter): ModelRunner {
  return async function runLanguageModel(request, { abortSignal, context, streamingRequested, sendChunk, signOfLife }) {
    const start = performance.now();
    const settings = toCallSettings(request.config);
    const { options, warnings } = toCallOptions(request, { ...adapter, mediaInToolResults, settings });
    const { model, secrets = [] } = await adapter.connect(settings.version ?? adapter.modelId, context);
    const seen: { responseHeaders?: Readonly<Record<string, string>> } = {};
    try {
      const callOptions = { ...options, abortSignal };
      const result = streamingRequested
        ? await runStream(
            await model.doStream({ ...callOptions, ...(signOfLife && { includeRawChunks: true }) }),
            { sendChunk, abortSignal, signOfLife },
            seen,
          )
        : rejectInterrupted(await model.doGenerate(callOptions));
      const response = toGenerateResponse({ ...result, warnings: [...warnings, ...result.warnings] });
      return { ...response, latencyMs: performance.now() - start };
    } catch (error) {
      throw toModelError(error, { source: adapter.name, secrets, abortSignal, ...seen });
    }
  };
}

async function runStream(
  { stream, response }: LanguageModelV4StreamResult,
  listener: StreamListener,
  seen: { responseHeaders?: Readonly<Record<string, string>> },
): Promise<LanguageModelResult> {
  if (response?.headers !== undefined) seen.responseHeaders = response.headers;
  return await readStream(stream, listener);
}

function rejectInterrupted(result: LanguageModelResult): LanguageModelResult {
  if (result.finishReason.unified === 'interrupted') throw new StreamPartError('cut', undefined);
  return result;
}
