import { DurakitError } from '../../schemas/durakit-error.ts';
import type { Engine } from '../engine.ts';
import { generateStream } from '../generate/generate-stream.ts';
import { generate } from '../generate/generate.ts';
import type { InferSchema } from '../standard-schema.ts';
import { createExecutablePrompt, type ExecutablePromptOptions } from './create-executable-prompt.ts';
import type { GenerationPort } from './generation-port.ts';
import { createPromptActions, listPromptActions, resolvePromptAction } from './prompt-actions.ts';
import type { ExecutablePrompt, InputOf, PromptConfig, PromptFunction } from './prompt-config.ts';
import { fromConfig, type PromptDefinition } from './prompt-definition.ts';
import { toPromptName } from './prompt-name.ts';
import type { PromptTemplateHelper } from './prompt-source.ts';

/** The part of `ai` that is about prompts. */
export interface PromptsApi {
  /**
   * Registers `/prompt/<name>` and `/executable-prompt/<name>`. The second argument is Genkit's older way to give `messages`.
   * Throws INVALID_ARGUMENT where both are given, ALREADY_EXISTS for a second prompt of that name and variant.
   */
  definePrompt<TInputSchema = unknown, TOutputSchema = unknown>(
    config: PromptConfig<TInputSchema, TOutputSchema>,
    templateOrFunction?: string | PromptFunction<InputOf<TInputSchema>>,
  ): ExecutablePrompt<InputOf<TInputSchema>, InferSchema<TOutputSchema>>;
  /** A prompt by name: of code, else of the prompt folder. Its calls reject with NOT_FOUND where there is none. */
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- what the file takes and gives is not known here, as in Genkit
  prompt<TInput = any, TOutput = any>(name: string, options?: { readonly variant?: string }): ExecutablePrompt<TInput, TOutput>;
  /** A Handlebars helper for all templates of this `ai`. */
  defineHelper(name: string, helper: PromptTemplateHelper): void;
  /** A partial for all templates of this `ai`; it wins over a file `_name.prompt`. */
  definePartial(name: string, source: string): void;
}

/** What the prompts of an engine need of its other features. */
export interface PromptsPorts {
  /** Default: the engine's own. */
  readonly generation?: GenerationPort;
  /** The custom state of the session that the code runs in. Default: there is none. */
  readonly currentState?: () => unknown;
}

/** Binds prompts to one engine. In the sandbox helpers and partials are nobody's: templates are rendered by activities. */
export function createPromptsApi(engine: Engine, ports: PromptsPorts = {}): PromptsApi {
  const { generation = { generate, generateStream }, currentState = (): undefined => undefined } = ports;
  const definitions = new Map<string, PromptDefinition>();
  if (engine.keepsBodies) {
    engine.registry.addSource({ resolve: (key) => resolvePromptAction(engine, key), list: () => listPromptActions(engine) });
  }
  const toOptions = (name: string): ExecutablePromptOptions => ({ generation, currentState, definition: () => definitions.get(name) });

  function definePrompt(config: PromptConfig, templateOrFunction?: string | PromptFunction): ExecutablePrompt {
    const definition = fromConfig(engine, withMessages(config, templateOrFunction));
    const name = toPromptName(definition);
    const { prompt, executable } = createPromptActions(engine, definition);
    engine.registry.register(prompt);
    engine.registry.register(executable);
    definitions.set(name, definition);
    return createExecutablePrompt(engine, name, { ...toOptions(name), metadata: config.metadata });
  }

  function prompt(name: string, { variant }: { readonly variant?: string } = {}): ExecutablePrompt {
    const fullName = toPromptName({ name, variant });
    return createExecutablePrompt(engine, fullName, toOptions(fullName));
  }

  return {
    // the generic signatures are promises to the caller's types only
    definePrompt: definePrompt as PromptsApi['definePrompt'],
    prompt: prompt as PromptsApi['prompt'],
    defineHelper: (name, helper) => engine.prompts?.defineHelper(name, helper),
    definePartial: (name, source) => engine.prompts?.definePartial(name, source),
  };
}

function withMessages(config: PromptConfig, templateOrFunction: string | PromptFunction | undefined): PromptConfig {
  if (templateOrFunction === undefined || templateOrFunction === '') return config;
  if (config.messages !== undefined && config.messages !== '') {
    throw new DurakitError({
      status: 'INVALID_ARGUMENT',
      message: 'Cannot specify template/function argument and `options.messages` at the same time',
    });
  }
  if (typeof templateOrFunction === 'string') return { ...config, messages: templateOrFunction };
  const toRequest = templateOrFunction as PromptFunction<unknown>;
  return { ...config, messages: async (input: unknown) => (await toRequest(input)).messages };
}
