/**
 * durakit on Node: outside a flow everything runs in this process, as in Genkit; calling a flow starts a durable run.
 * @module
 */
import { AsyncLocalStorage } from 'node:async_hooks';
import { randomUUID } from 'node:crypto';
import { createDurableLauncher } from './client/durable-launcher.ts';
import { createLazyClient } from './client/create-lazy-client.ts';
import { createSessionCaller } from './client/sessions/create-session-caller.ts';
import { createSessionRows } from './client/sessions/create-session-rows.ts';
import { nodeSchemas } from './client/node-schemas.ts';
import { loadedApps } from './engine/app-registry.ts';
import { createAi, type Ai } from './engine/create-ai.ts';
import { toModelReference, type ModelReference } from './engine/define-model.ts';
import { fallbackRulesOf } from './engine/fallback/fallback.ts';
import type { DurakitOptions, SessionOptions } from './engine/durakit-options.ts';
import type { Engine } from './engine/engine.ts';
import { toMilliseconds } from './engine/duration.ts';
import { createInProcessCaller } from './engine/in-process-caller.ts';
import { createInlineLauncher } from './engine/inline-launcher.ts';
import { createRegistry } from './engine/registry.ts';
import type { RunScope } from './engine/run-scope.ts';
import { createStandaloneTool } from './engine/tools/create-standalone-tool.ts';
import { createFetchMedia } from './providers/media/fetch-media.ts';
import { createPromptRenderer } from './providers/prompts/create-prompt-renderer.ts';
import type { Duration } from './schemas/duration.ts';
import { DurakitError } from './schemas/durakit-error.ts';
import type { JsonSchema } from './schemas/json-schema.ts';
import type { SessionLimits } from './schemas/session-turn.ts';
import type { StepOptions } from './schemas/step-options.ts';

export { z } from 'zod';
export { DurakitError, DurakitError as GenkitError } from './schemas/durakit-error.ts';
export type { Ai, Ai as Durakit, Ai as Genkit } from './engine/create-ai.ts';
export type { ActionArguments } from './engine/action.ts';
export type { DurakitOptions, SessionOptions } from './engine/durakit-options.ts';
export type { ModelArgument, ModelReference, ModelRunner } from './engine/define-model.ts';
export type { ExecutablePrompt, PromptConfig } from './engine/prompts/prompt-config.ts';
export type { DocumentData, GenerateRequest, ToolDefinition } from './schemas/generate-request.ts';
export type { FinishReason, GenerateResponseChunkData, GenerateResponseData, GenerationUsage } from './schemas/generate-response.ts';
export type { MessageData, Role } from './schemas/message.ts';
export type { ModelAttempt } from './schemas/model-attempt.ts';
export type { Media, Part, ToolRequestPart, ToolResponsePart } from './schemas/part.ts';
export type { PendingInterrupt, ResumeOptions } from './schemas/pending-interrupt.ts';
export type { ErrorClass } from './schemas/error-class.ts';
export type { ModelLimits } from './schemas/model-policy.ts';
export type { Flow, FlowConfig, FlowRunOptions, FlowSideChannel, FlowStartOptions } from './engine/flow.ts';
export type { FlowHandle, RunDescription, RunStatus } from './engine/flow-handle.ts';
export type { GenerateInput, GenerateOptions, MessageInput, OutputOptions } from './engine/generate/generate-options.ts';
export { GenerateResponse } from './engine/generate/generate-response.ts';
export { GenerateResponseChunk } from './engine/generate/generate-response-chunk.ts';
export { Message } from './engine/generate/message.ts';
export { GenerationBlockedError, GenerationResponseError } from './engine/generate/generation-response-error.ts';
export { Document } from './engine/retrieval/document.ts';
export { embedderRef } from './engine/retrieval/embedder.ts';
export { indexerRef } from './engine/retrieval/indexer.ts';
export { rerankerRef } from './engine/retrieval/reranker.ts';
export { retrieverRef } from './engine/retrieval/retriever.ts';
export { evaluatorRef } from './engine/evaluation/evaluator.ts';
export { modelRef } from './engine/model-reference.ts';
export { annotateSchema, GENKIT_UI_METADATA, GENKIT_UI_WIDGETS } from './engine/named-schemas/annotate-schema.ts';
export { dynamicResource, resource } from './engine/resources/resource.ts';
export { dropToolResults } from './engine/compaction/drop-tool-results.ts';
export { summarizeTurns } from './engine/compaction/summarize-turns.ts';
export { AgentError, AgentInitError } from './engine/agents/agent-error.ts';
export { applyPatch } from './engine/sessions/apply-patch.ts';
export { diff } from './engine/sessions/diff.ts';
export { InMemorySessionStore } from './engine/sessions/in-memory-session-store.ts';
export { FileSessionStore } from './providers/sessions/file-session-store.ts';
export { PostgresSessionStore, type PostgresSessionStoreOptions } from './providers/postgres/sessions/postgres-session-store.ts';
export type { AgentConfig, CustomAgentConfig, PromptAgentConfig } from './engine/agents/agent-config.ts';
export type { Agent, AgentBidiCall, AgentRunOptions } from './engine/agents/agent.ts';
export type { AgentChat, AgentTurn } from './engine/agents/agent-chat.ts';
export type { BackgroundModelDefinition, ModelOperation } from './engine/operations/background-model.ts';
export type { BackgroundModelAction } from './engine/operations/define-background-model.ts';
export type { OperationCallOptions } from './engine/operations/create-operations-api.ts';
export type { Operation } from './schemas/operation.ts';
export type { AgentChunk } from './engine/agents/agent-chunk.ts';
export type { AgentInterrupt } from './engine/agents/agent-interrupt.ts';
export type { AgentResponse } from './engine/agents/agent-response.ts';
export type { Chat, ChatInput, ChatOptions, ChatSession, ChatSessionOptions, SessionData } from './engine/chat/chat.ts';
export type { SessionStoreConfig } from './engine/chat/define-session-store.ts';
export type { ClientTransform } from './engine/agents/client-transform.ts';
export type { AgentApi, AgentApi as AgentAPI } from './engine/agents/create-agent-api.ts';
export type { DetachedTask } from './engine/agents/detached-task.ts';
export type { AgentFunction, SessionRunner, TurnContext, TurnResult } from './engine/agents/session-runner.ts';
export type { Session } from './engine/sessions/session.ts';
export type {
  GetSnapshotOptions,
  SessionSnapshotInput,
  SessionStore,
  SessionStoreOptions,
  SnapshotMutator,
} from './engine/sessions/session-store.ts';
export type { SnapshotLookup } from './engine/sessions/snapshot-lookup.ts';
export type { AgentFinishReason } from './schemas/agent-finish-reason.ts';
export type { AgentInit, AgentInput } from './schemas/agent-input.ts';
export type { AgentOutput, AgentResult } from './schemas/agent-output.ts';
export type { AgentStreamChunk } from './schemas/agent-stream-chunk.ts';
export type { Artifact } from './schemas/artifact.ts';
export type { JsonPatch, JsonPatchOperation } from './schemas/json-patch.ts';
export type { SessionSnapshot, SnapshotStatus } from './schemas/session-snapshot.ts';
export type { SessionState } from './schemas/session-state.ts';
export { fallback, type FallbackOptions } from './engine/fallback/fallback.ts';
export { respondTool, restartTool } from './engine/tools/answer-interrupt.ts';
export { answerQuestions, openQuestions } from './engine/tools/open-questions.ts';
export { UserFacingError } from './schemas/user-facing-error.ts';
export { ToolInterruptError } from './engine/tools/tool-interrupt-error.ts';
export { generateMiddleware } from './engine/middleware/generate-middleware.ts';
export type { MultipartToolResult, Reconcile, ReconcileResult, ToolAction, ToolConfig } from './engine/tools/tool.ts';
export type { ToolArguments } from './engine/tools/tool-arguments.ts';
export type { AnsweredQuestions, AskedQuestion, OpenQuestion, QuestionAnswer } from './engine/tools/open-questions.ts';
export type { SubAgentInterrupt } from './engine/tools/sub-agent-interrupt.ts';
export type { ToolEffects } from './engine/tools/tool-effects.ts';
export type { ToolArgument } from './engine/tools/resolve-tools.ts';
export type { Plugin } from './engine/plugin.ts';
export type { Step } from './engine/step.ts';
export type { StepOptions, RetryOptions } from './schemas/step-options.ts';

/**
 * Makes the `ai` object of an app. Flows run durably: without a Temporal server a call of a flow fails with UNAVAILABLE
 * and says how to start one. `mode: 'inline'` (or `DURAKIT_MODE=inline`) runs them in process instead.
 */
export function durakit(options: DurakitOptions = {}): Ai {
  const isInline = resolveMode(options) === 'inline';
  const client = createLazyClient(options.temporal ?? {});
  const launcher = isInline ? createInlineLauncher(() => engine) : createDurableLauncher(client);
  const model = options.model === undefined ? undefined : toModelReference(options.model);
  const engine: Engine = {
    name: options.name,
    registry: createRegistry(options.plugins ?? [], { log: (...words) => console.error(...words) }),
    describe: (key) => engine.registry.lookup(key),
    flows: new Map(),
    scopes: new AsyncLocalStorage<RunScope>(),
    schemas: nodeSchemas,
    prompts: createPromptRenderer({ directory: options.promptDir, schemas: (name) => jsonSchemaOf(engine, name) }),
    fetchMedia: createFetchMedia({ allowPrivateAddresses: process.env['DURAKIT_ALLOW_PRIVATE_ADDRESSES'] === 'true' }),
    randomId: randomUUID,
    keepsBodies: true,
    launcher,
    ...(!isInline && {
      sessionCaller: createSessionCaller(client, toSessionLimits(options.sessions)),
      sessionRows: createSessionRows(options.temporal ?? {}),
    }),
    get outside() {
      return (outside ??= createInProcessCaller(engine, { context: engine.context, abortSignal: new AbortController().signal }));
    },
    externalStorage: options.temporal?.externalStorage,
    blobs: options.blobs,
    context: options.context ?? {},
    stepDefaults: { ...stepDefaultsOf(process.env), ...options.steps },
    modelLimits: options.models,
    defaultModel: model?.name,
    defaultModelConfig: model && toDefaultConfig(model),
    defaultFallback: model && fallbackRulesOf(model),
  };
  let outside: Engine['outside'];
  const ai = createAi(engine);
  loadedApps().push({ ai, engine });
  return ai;
}

function toSessionLimits({ idleAfter, turnsPerRun }: SessionOptions = {}): SessionLimits | undefined {
  if (idleAfter === undefined && turnsPerRun === undefined) return undefined;
  return {
    ...(idleAfter !== undefined && { idleMilliseconds: toMilliseconds(idleAfter) }),
    ...(turnsPerRun !== undefined && { turnsPerRun }),
  };
}

/** As for a reference that a call names: its version is a part of its configuration. */
function toDefaultConfig({ config, version }: ModelReference): Readonly<Record<string, unknown>> {
  return { ...config, ...(version !== undefined && { version }) };
}

/** A tool without an `ai`, for the `tools` of one `generate`. Called by itself it belongs to the process's first app. */
export const dynamicTool: Ai['dynamicTool'] = createStandaloneTool(() => {
  const [app] = loadedApps();
  if (app !== undefined) return app.engine;
  throw new DurakitError({ status: 'FAILED_PRECONDITION', message: 'A tool can be called once the app has made its `ai` with durakit().' });
});
/** Genkit's other name for {@link dynamicTool}. */
export const tool: Ai['dynamicTool'] = dynamicTool;

/** Genkit's name for {@link durakit}. */
export const genkit: typeof durakit = durakit;

function jsonSchemaOf({ registry, schemas }: Engine, name: string): JsonSchema | undefined {
  const known = registry.lookupSchema(name);
  return known?.jsonSchema ?? schemas.toJsonSchema(known?.schema);
}

function stepDefaultsOf({ DURAKIT_HEARTBEAT: heartbeat }: NodeJS.ProcessEnv): StepOptions {
  return heartbeat === undefined ? {} : { heartbeat: toMilliseconds(heartbeat as Duration) };
}

function resolveMode({ mode }: DurakitOptions): 'durable' | 'inline' {
  const wanted = mode ?? process.env['DURAKIT_MODE'] ?? 'durable';
  if (wanted === 'durable' || wanted === 'inline') return wanted;
  throw new DurakitError({ status: 'INVALID_ARGUMENT', message: `mode is '${wanted}'. It can be 'durable' (the default) or 'inline'.` });
}
