import type { ActionContext } from '../schemas/action-context.ts';
import type { Duration } from '../schemas/duration.ts';
import type { StepOptions } from '../schemas/step-options.ts';
import { currentCaller } from './call-action.ts';
import { defineFlow } from './define-flow.ts';
import { defineModel, type ModelAction, type ModelConfiguration } from './define-model.ts';
import { defineStep } from './define-step.ts';
import type { Engine } from './engine.ts';
import type { Flow, FlowBody, FlowConfig } from './flow.ts';
import { createAgentsApi, type AgentsApi } from './agents/create-agents-api.ts';
import { setAi } from './ai-of-engine.ts';
import { createChatApi, type ChatApi } from './chat/create-chat-api.ts';
import { createDynamicProvidersApi, type DynamicProvidersApi } from './dynamic-providers/create-dynamic-providers-api.ts';
import { createEvaluationApi, type EvaluationApi } from './evaluation/evaluation-api.ts';
import { generateStream } from './generate/generate-stream.ts';
import { generate } from './generate/generate.ts';
import { createSchemasApi, type SchemasApi } from './named-schemas/create-schemas-api.ts';
import { createOperationsApi, type OperationsApi } from './operations/create-operations-api.ts';
import { createPromptsApi, type PromptsApi } from './prompts/create-prompts-api.ts';
import { createRetrievalApi, type RetrievalApi } from './retrieval/retrieval-api.ts';
import { createFormatsApi, type FormatsApi } from './formats/create-formats-api.ts';
import { createGenerateApi, type GenerateApi } from './generate/create-generate-api.ts';
import { createMiddlewareApi, type MiddlewareApi } from './middleware/create-middleware-api.ts';
import { createResourcesApi, type ResourcesApi } from './resources/create-resources-api.ts';
import { createToolsApi, type ToolsApi } from './tools/create-tools-api.ts';
import { sessionOf } from './sessions/session-scope.ts';
import { markHandled } from './mark-handled.ts';
import type { AnyModelRunner } from './models/model-runner.ts';
import type { Registry } from './registry.ts';
import { runStep, type RunArguments } from './run-step.ts';
import type { InferSchema } from './standard-schema.ts';
import type { Step, StepBody } from './step.ts';
import { sleep, waitFor, type WaitForOptions } from './wait-for.ts';

/** The one object of an app. Its functions need no `this`: `const { run, generate } = ai` is fine. */
export interface Ai
  extends
    GenerateApi,
    ToolsApi,
    PromptsApi,
    AgentsApi,
    ChatApi,
    FormatsApi,
    ResourcesApi,
    MiddlewareApi<Ai>,
    RetrievalApi,
    EvaluationApi,
    SchemasApi,
    DynamicProvidersApi,
    OperationsApi {
  /** Input and output are of their schemas' types; without schemas they are what the body says. */
  defineFlow<
    TInputSchema = unknown,
    TOutputSchema = unknown,
    TChunkSchema = unknown,
    TInput extends SchemaValue<TInputSchema> = SchemaValue<TInputSchema>,
    TOutput extends SchemaValue<TOutputSchema> = SchemaValue<TOutputSchema>,
  >(
    config: FlowConfig<TInputSchema, TOutputSchema, TChunkSchema> | string,
    body: FlowBody<TInput, TOutput, SchemaValue<TChunkSchema>>,
  ): Flow<TInput, TOutput, SchemaValue<TChunkSchema>>;

  /** A step of a flow: recorded when it succeeds, tried again when it fails (see {@link StepOptions}), never run again after a crash once it is recorded. */
  run<TOutput>(name: string, body: StepBody<void, TOutput>, options?: StepOptions): Promise<TOutput>;
  run<TInput, TOutput>(name: string, input: TInput, body: Step<TInput, TOutput>, options?: StepOptions): Promise<TOutput>;
  run<TInput, TOutput>(name: string, input: TInput, body: StepBody<TInput, TOutput>, options?: StepOptions): Promise<TOutput>;

  /** A step that stands at module level, callable from any flow. */
  defineStep<TInput = void, TOutput = unknown>(name: string, body: StepBody<TInput, TOutput>, options?: StepOptions): Step<TInput, TOutput>;

  defineModel(configuration: ModelConfiguration, runner: AnyModelRunner): ModelAction;

  /** The context of the run, or of the app outside a run. */
  currentContext(): ActionContext | undefined;

  /** Waits, durably: the run needs no worker meanwhile. */
  sleep(duration: Duration): Promise<void>;
  /** Waits, durably, for an event that `handle.signal(name, payload)`, the Temporal UI or its CLI sends. One sent earlier counts. */
  waitFor<TPayload = unknown>(name: string, options?: WaitForOptions<TPayload>): Promise<TPayload>;
  /** For cleaning up after a cancel: what `body` calls is not reached by it. */
  nonCancellable<TOutput>(body: () => Promise<TOutput>): Promise<TOutput>;

  readonly flows: readonly string[];
  readonly registry: Registry;
}

type SchemaValue<TSchema> = unknown extends TSchema ? any : InferSchema<TSchema>; // eslint-disable-line @typescript-eslint/no-explicit-any -- as in Genkit, a flow without a schema takes anything

/** Binds every feature to one engine. */
export function createAi(engine: Engine): Ai {
  const prompts = createPromptsApi(engine, {
    generation: { generate, generateStream },
    currentState: () => sessionOf(engine)?.getCustom(),
  });
  const bound = {
    ...createGenerateApi(engine),
    ...createToolsApi(engine),
    ...createFormatsApi(engine),
    ...createResourcesApi(engine),
    ...createMiddlewareApi(engine),
    ...prompts,
    ...createAgentsApi(engine, { prompts }),
    ...createChatApi(engine),
    ...createRetrievalApi(engine),
    ...createEvaluationApi(engine),
    ...createSchemasApi(engine),
    ...createDynamicProvidersApi(engine),
    ...createOperationsApi(engine),
    defineFlow: (config: FlowConfig | string, body: FlowBody) => defineFlow(engine, config, body),
    run: (name: string, ...parameters: unknown[]) => markHandled(runStep(engine, name, parameters as unknown as RunArguments)),
    defineStep: (name: string, body: StepBody, options: StepOptions = {}) => defineStep(engine, name, { body, options }),
    defineModel: (configuration: ModelConfiguration, runner: AnyModelRunner) => defineModel(engine, configuration, runner),
    currentContext: () => engine.scopes.getStore()?.context,
    sleep: (duration: Duration) => markHandled(sleep(engine, duration)),
    waitFor: (name: string, options?: WaitForOptions) => markHandled(waitFor(engine, name, options)),
    nonCancellable: <TOutput>(body: () => Promise<TOutput>) => currentCaller(engine, 'nonCancellable').nonCancellable(body),
    get flows(): readonly string[] {
      return [...engine.flows.keys()];
    },
    registry: engine.registry,
  };
  // The generic signatures of Ai are promises to the caller's types only; at run time there is one form.
  const ai = bound as unknown as Ai;
  setAi(engine, ai);
  engine.registry.attachAi(ai);
  return ai;
}
