import { DurakitError } from '../../schemas/durakit-error.ts';
import type { GenerateActionOptions } from '../../schemas/generate-action-options.ts';
import type { MessageData } from '../../schemas/message.ts';
import type { Part, ToolRequestPart, ToolResponsePart } from '../../schemas/part.ts';
import { toDurakitError } from '../failure.ts';
import type { HookContext, ToolHookContext } from '../middleware/middleware.ts';
import { toShortName, type ResolvedTool } from '../tools/resolved-tool.ts';
import { interruptOf } from '../tools/tool-interrupt-error.ts';
import type { GenerateRun } from './generate-run.ts';

/** What a tool's call came to. Neither: a hook dropped the response. */
export interface ToolOutcome {
  readonly response?: ToolResponsePart | undefined;
  readonly interrupt?: ToolRequestPart | undefined;
}

/** What surrounds the tools of one turn. */
export interface ToolRound {
  readonly tools: readonly ResolvedTool[];
  readonly options: GenerateActionOptions;
  readonly context: HookContext;
  /** Where an interrupted call is run again: what it had said. */
  readonly interrupt?: unknown;
}

/** What the tools of a turn came to: a message for the model, or the model's own message with marks, where one of them interrupted. */
export interface RoundOutcome {
  readonly toolMessage?: MessageData;
  readonly revisedMessage?: MessageData;
}

/**
 * Runs the tools of a turn in parallel. The responses are in the order of the requests, whichever came first; where one fails, the
 * others are waited for, so that nothing runs unwatched, and then the first failure in that order is thrown.
 */
export async function runToolRequests(run: GenerateRun, message: MessageData, round: ToolRound): Promise<RoundOutcome> {
  const settled = await Promise.allSettled(
    message.content.map((part) => (isToolRequest(part) ? runToolRequest(run, part, round) : Promise.resolve(undefined))),
  );
  const outcomes = settled.map((result) => {
    if (result.status === 'rejected') throw result.reason;
    return result.value;
  });
  if (outcomes.some((outcome) => outcome?.interrupt !== undefined)) {
    const content = message.content.map((part, index) => toRevisedPart(part, outcomes[index]));
    return { revisedMessage: { ...message, content: withDistinctCalls(content) } };
  }
  const responses = outcomes.flatMap((outcome) => outcome?.response ?? []);
  return responses.length === 0 ? {} : { toolMessage: { role: 'tool', content: responses } };
}

/** Some models give no refs. Of two waiting calls of one tool nobody could say which is answered: those get one. */
function withDistinctCalls(content: readonly Part[]): Part[] {
  const nameless = content.flatMap((part) => (isToolRequest(part) && part.toolRequest.ref === undefined ? [part.toolRequest.name] : []));
  return content.map((part, index) => {
    if (!isToolRequest(part) || part.toolRequest.ref !== undefined) return part;
    const { toolRequest } = part;
    const isAlone = nameless.filter((name) => name === toolRequest.name).length === 1;
    return isAlone ? part : { ...part, toolRequest: { ...toolRequest, ref: `call-${index}` } };
  });
}

/** Narrows to a request of the model. */
export function isToolRequest(part: Part): part is ToolRequestPart {
  return 'toolRequest' in part;
}

function toRevisedPart(part: Part, outcome: ToolOutcome | undefined): Part {
  if (!isToolRequest(part) || outcome === undefined) return part;
  if (outcome.interrupt !== undefined) return outcome.interrupt;
  return outcome.response === undefined ? part : toPendingOutput(part, outcome.response);
}

/** A finished call that has to wait for its siblings' answers: its output stays with the request. */
export function toPendingOutput(part: ToolRequestPart, { toolResponse, metadata }: ToolResponsePart): ToolRequestPart {
  const { output = null, content } = toolResponse;
  const pending = {
    pendingOutput: output,
    ...(content !== undefined && { pendingContent: content }),
    ...(metadata !== undefined && { pendingMetadata: metadata }),
  };
  return { ...part, metadata: { ...part.metadata, ...pending } };
}

/** Runs one tool inside the `tool` hooks. */
export async function runToolRequest(run: GenerateRun, part: ToolRequestPart, round: ToolRound): Promise<ToolOutcome> {
  const { name } = part.toolRequest;
  const tool = round.tools.find((candidate) => toShortName(candidate.name) === name || candidate.name === name);
  if (tool === undefined) {
    throw new DurakitError({ status: 'NOT_FOUND', message: `Tool ${name} not found`, details: { request: round.options } });
  }
  const dispatch = async (index: number, request: ToolRequestPart, context: ToolHookContext): Promise<ToolResponsePart | undefined> => {
    const hooks = run.middleware[index];
    if (hooks === undefined) return await callTool(tool, request, context);
    if (hooks.tool === undefined) return await dispatch(index + 1, request, context);
    return await hooks.tool(request, context, (changed, given) => dispatch(index + 1, changed ?? request, given ?? context));
  };
  try {
    const { abortSignal, context } = round.context;
    const resumed = part.metadata?.['resumed'];
    const { interrupt } = round;
    const response = await dispatch(0, part, {
      abortSignal,
      context,
      metadata: part.metadata,
      ...(resumed !== undefined && { resumed }),
      ...(interrupt !== undefined && { interrupt }),
    });
    return response === undefined ? {} : { response };
  } catch (error) {
    const interrupt = interruptOf(error);
    if (interrupt !== undefined) return { interrupt: { toolRequest: part.toolRequest, metadata: { ...part.metadata, interrupt } } };
    if ((tool.toolErrors ?? run.toolErrors) === 'return' && !isStopped(error)) return { response: toErrorResponse(part, error) };
    if (isMisfit(error, part) && run.toolRepairs < run.repair) {
      run.toolRepairs++;
      return { response: toErrorResponse(part, error) };
    }
    throw error;
  }
}

async function callTool(tool: ResolvedTool, { toolRequest }: ToolRequestPart, context: ToolHookContext): Promise<ToolResponsePart> {
  const { resumed, metadata, interrupt, abortSignal, context: own } = context;
  const run = { ...(resumed !== undefined && { resumed }), ...(metadata !== undefined && { metadata: { ...metadata } }) };
  const result = await tool.call({ input: toolRequest.input, run, interrupt, abortSignal, context: own });
  const { name, ref } = toolRequest;
  const { output, content } = result;
  return {
    toolResponse: {
      name,
      ...(ref !== undefined && { ref }),
      ...(output !== undefined && { output }),
      ...(content !== undefined && { content: [...content] }),
    },
    ...(result.metadata !== undefined && { metadata: result.metadata }),
  };
}

/** The model's own input did not fit the tool's schema: the tool has not run. */
function isMisfit(error: unknown, { toolRequest }: ToolRequestPart): boolean {
  if (!(error instanceof DurakitError) || error.status !== 'INVALID_ARGUMENT') return false;
  const provided = `Provided data:\n\n${JSON.stringify(toolRequest.input, null, 2)}\n`;
  return error.originalMessage.startsWith('Schema validation failed.') && error.originalMessage.includes(provided);
}

/** A stopped run is no business of the model's. */
function isStopped(error: unknown): boolean {
  return error instanceof DurakitError && error.status === 'CANCELLED';
}

function toErrorResponse({ toolRequest: { name, ref } }: ToolRequestPart, error: unknown): ToolResponsePart {
  const { status, originalMessage } = toDurakitError(error);
  return {
    toolResponse: { name, ...(ref !== undefined && { ref }), output: { error: { status, message: originalMessage } } },
    metadata: { error: true },
  };
}
