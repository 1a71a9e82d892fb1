import type { Duration } from '../../schemas/duration.ts';
import type { ToolRequestPart } from '../../schemas/part.ts';
import type { ResumeOptions } from '../../schemas/pending-interrupt.ts';
import type { CapturedStep } from '../captured-step.ts';
import type { Engine } from '../engine.ts';
import { markHandled } from '../mark-handled.ts';
import type { InferSchema } from '../standard-schema.ts';
import { defineInterrupt, defineTool, dynamicTool, type InterruptConfig } from './define-tool.ts';
import { FIND_TOOLS_KEY, findTools } from './resolve-tools.ts';
import type { ToolArguments } from './tool-arguments.ts';
import type { MultipartToolResult, ToolAction, ToolBody, ToolConfig } from './tool.ts';
import { waitForReply } from './wait-for-reply.ts';

/** How to wait for the answers to interrupts. */
export interface WaitForReplyOptions {
  /** For the whole wait. Default: for ever. Then DEADLINE_EXCEEDED. */
  readonly timeout?: Duration;
}

/** What `ai` offers for tools and their interrupts. */
export interface ToolsApi {
  /** Registers a tool. Throws ALREADY_EXISTS for a second one of that name. In a flow each call of it is an activity. */
  defineTool<TInputSchema = unknown, TOutputSchema = unknown>(
    config: ToolConfig<TInputSchema, TOutputSchema> & { readonly multipart: true },
    body: (input: ToolValue<TInputSchema>, surroundings: ToolArguments) => MultipartResult<TOutputSchema>,
  ): ToolAction<ToolValue<TInputSchema>, MultipartToolResult<ToolValue<TOutputSchema>>>;
  defineTool<TInputSchema = unknown, TOutputSchema = unknown>(
    config: ToolConfig<TInputSchema, TOutputSchema>,
    body: (input: ToolValue<TInputSchema>, surroundings: ToolArguments) => Awaitable<ToolValue<TOutputSchema>>,
  ): ToolAction<ToolValue<TInputSchema>, ToolValue<TOutputSchema>>;

  /** Registers a tool that always interrupts: a question to a person. Its output schema is that of the answer. */
  defineInterrupt<TInputSchema = unknown, TOutputSchema = unknown>(
    config: InterruptConfig<TInputSchema, TOutputSchema>,
  ): ToolAction<ToolValue<TInputSchema>, ToolValue<TOutputSchema>>;

  /** A tool that is not registered: for the `tools` of one `generate`. Without a function it interrupts. */
  dynamicTool<TInputSchema = unknown, TOutputSchema = unknown>(
    config: InterruptConfig<TInputSchema, TOutputSchema>,
    body?: (input: ToolValue<TInputSchema>, surroundings: ToolArguments) => Awaitable<ToolValue<TOutputSchema>>,
  ): ToolAction<ToolValue<TInputSchema>, ToolValue<TOutputSchema>>;
  tool: ToolsApi['dynamicTool'];

  /**
   * Waits, durably, until interrupts are answered from outside (`handle.respond`, `handle.restart`, `durakit respond`), and gives what
   * `generate({ resume })` takes. Throws DEADLINE_EXCEEDED after `timeout`.
   */
  waitForReply(interrupts: ToolRequestPart | readonly ToolRequestPart[], options?: WaitForReplyOptions): Promise<ResumeOptions>;
}

type Awaitable<T> = T | Promise<T>;
type MultipartResult<TSchema> = Awaitable<MultipartToolResult<ToolValue<TSchema>>>;
type ToolValue<TSchema> = unknown extends TSchema ? any : InferSchema<TSchema>; // eslint-disable-line @typescript-eslint/no-explicit-any -- as in Genkit, a tool without a schema takes anything

/** Binds the tools to an engine. */
export function createToolsApi(engine: Engine): ToolsApi {
  engine.registry.registerBuiltIn({
    key: FIND_TOOLS_KEY,
    type: 'util',
    name: 'find-tools',
    body: engine.keepsBodies ? (name) => findTools(engine, name as string) : undefined,
  });
  const dynamic = (config: InterruptConfig, body?: ToolBody | CapturedStep): ToolAction => dynamicTool(engine, config, body);
  const bound = {
    defineTool: (config: ToolConfig, body: ToolBody) => defineTool(engine, config, body),
    defineInterrupt: (config: InterruptConfig) => defineInterrupt(engine, config),
    dynamicTool: dynamic,
    tool: dynamic,
    waitForReply: (interrupts: ToolRequestPart | readonly ToolRequestPart[], options?: WaitForReplyOptions) =>
      markHandled(waitForReply(engine, interrupts, options)),
  };
  return bound as unknown as ToolsApi;
}
