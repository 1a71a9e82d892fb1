import type { ActionContext } from '../../schemas/action-context.ts';
import { DurakitError } from '../../schemas/durakit-error.ts';
import type { ToolRun } from '../../schemas/tool-run.ts';
import { isCapturedStep } from '../captured-step.ts';
import { callAction } from '../call-action.ts';
import { checkCaptured } from '../check-captured.ts';
import type { Engine } from '../engine.ts';
import { createJournaledStep, journaledWritesOf } from '../journaled-step.ts';
import { isStep } from '../step.ts';
import { toSummary } from './to-summary.ts';
import { toToolArguments } from './tool-arguments.ts';
import { effectsOf } from './tool-effects.ts';
import { ToolInterruptError } from './tool-interrupt-error.ts';
import type { MultipartToolResult, ToolBody, ToolRecord } from './tool.ts';

/** One call of a tool. */
export interface ToolCall {
  readonly input: unknown;
  readonly run?: ToolRun | undefined;
  /** Where an interrupted call is run again: what it had said. It stays where the call was made. */
  readonly interrupt?: unknown;
  readonly abortSignal?: AbortSignal | undefined;
  /** Default: the context of the run. */
  readonly context?: ActionContext | undefined;
}

/** Calls a tool where the code stands: in a flow it is an activity of its own. Rejects with `ToolInterruptError` where it interrupts. */
export async function callTool(engine: Engine, record: ToolRecord, call: ToolCall): Promise<MultipartToolResult> {
  if (!record.dynamic && asksHere(engine, record)) return interruptHere(engine, record, call);
  if (!record.dynamic) return toResult(record, await callAction(engine, { ...toCall(record, call), key: record.key }));
  const { body } = record;
  if (body === undefined) return interruptHere(engine, record, call);
  const run = effectsOf(record.metadata) === 'once' ? { ...call.run, effects: 'once' as const } : call.run;
  if (isStep(body) && isCapturedStep(body)) return toResult(record, await callCaptured(engine, record, { ...call, run, body }));
  const work = body as ToolBody<unknown>;
  const output = await callAction(engine, {
    ...toCall(record, { ...call, run }),
    key: record.key,
    local: toLocal(work),
  });
  return toResult(record, output);
}

/** What a journal records beside the result of a function stays with it. */
function toLocal(work: ToolBody<unknown>): NonNullable<CallBase['local']> {
  const local: NonNullable<CallBase['local']> = (input, surroundings) => work(input, toToolArguments(surroundings));
  const writes = journaledWritesOf(work);
  return writes === undefined ? local : createJournaledStep(local, writes);
}

/** The split drops a function that computes the question from the sandbox's program: what was registered says that there is one. */
function asksHere(engine: Engine, { key, interrupts }: ToolRecord): boolean {
  const tool = engine.describe(key)?.metadata?.['tool'] as { interrupt?: string } | undefined;
  return tool === undefined ? interrupts !== undefined && typeof interrupts.requestMetadata !== 'function' : tool.interrupt === 'static';
}

type CallBase = Omit<Parameters<typeof callAction>[1], 'key'>;

function toCall({ name, options }: ToolRecord, { input, run, abortSignal, context }: ToolCall): CallBase {
  return { name, input, options: { summary: toSummary(name, input), ...options }, tool: run, abortSignal, context };
}

/** A question needs no worker: the call ends where it was made. */
function interruptHere(engine: Engine, record: ToolRecord, { input }: ToolCall): never {
  const schema = engine.describe(record.key)?.inputSchema ?? engine.schemas.toJsonSchema(record.inputSchema);
  engine.schemas.check({ key: record.key, side: 'input', schema, data: input });
  throw new ToolInterruptError(record.interrupts?.requestMetadata as Readonly<Record<string, unknown>> | undefined);
}

async function callCaptured(
  engine: Engine,
  record: ToolRecord,
  { body, ...call }: ToolCall & { readonly body: Extract<ToolRecord['body'], { readCaptured: unknown }> },
): Promise<unknown> {
  const captured = body.readCaptured();
  checkCaptured(record.name, captured);
  const output = await callAction(engine, { ...toCall(record, call), key: body.key, captured });
  if (body.writeCaptured === undefined) return output;
  const { result, writes } = output as { result: unknown; writes: Readonly<Record<string, unknown>> };
  body.writeCaptured(writes);
  return result;
}

function toResult({ multipart, name }: ToolRecord, output: unknown): MultipartToolResult {
  if (!multipart) return { output };
  if (typeof output !== 'object' || output === null) {
    throw new DurakitError({
      status: 'INVALID_ARGUMENT',
      message: `The multipart tool '${name}' must give an object { output?, content?, metadata? }.`,
      details: { output },
    });
  }
  const { content, ...rest } = output as MultipartToolResult;
  return content === undefined ? rest : { ...rest, content };
}
