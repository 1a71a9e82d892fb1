import { DurakitError } from '../../schemas/durakit-error.ts';
import type { GenerateActionOptions } from '../../schemas/generate-action-options.ts';
import type { MessageData } from '../../schemas/message.ts';
import type { Metadata, Part, ToolRequestPart, ToolResponsePart } from '../../schemas/part.ts';
import type { GenerateRun } from './generate-run.ts';
import { findUnanswered, isSameCall, subAgentInterruptOf, toShownInterrupt } from '../tools/sub-agent-interrupt.ts';
import { isToolRequest, runToolRequest, toPendingOutput, type ToolRound } from './run-tool-requests.ts';

/**
 * How an interrupted conversation goes on: with the answers of all its tools; with another question of an agent below, and what was answered
 * kept; or not at all, because a tool that was run again asked again.
 */
export type ResumeOutcome =
  | { readonly state: 'resumed'; readonly options: GenerateActionOptions; readonly toolMessage: MessageData }
  | { readonly state: 'asked-on'; readonly message: MessageData }
  | { readonly state: 'interrupted'; readonly message: MessageData };

/** Answers every tool request of the last message: by what is pending, by a reply, by running it again. Source of the rules: Genkit `ai/src/generate/resolve-tool-requests.ts`. */
export async function resumeTools(run: GenerateRun, round: ToolRound): Promise<ResumeOutcome> {
  const { messages, resume = {}, ...rest } = round.options;
  const last = messages.at(-1);
  if (last === undefined || last.role !== 'model' || !last.content.some(isToolRequest)) {
    throw new DurakitError({
      status: 'FAILED_PRECONDITION',
      message: "Cannot 'resume' generation unless the previous message is a model message with at least one tool request.",
    });
  }
  // nothing is run where the answers do not suffice: what it did would be lost
  last.content.filter(isToolRequest).forEach((part) => assertAnswered(part, round));
  const settled = await Promise.allSettled(
    last.content.map(async (part): Promise<Answer> => (isToolRequest(part) ? await answer(run, part, round) : { part })),
  );
  const answers = settled.map(toValue);
  const revised: MessageData = { ...last, content: answers.map(({ part }) => part) };
  if (answers.some(({ interrupted }) => interrupted === true)) {
    if (!answers.every(isAskedOn)) return { state: 'interrupted', message: revised };
    return { state: 'asked-on', message: { ...last, content: answers.map((given, index) => toWaiting(given, last.content[index])) } };
  }
  const responses = answers.flatMap(({ response }) => response ?? []);
  assertComplete(revised, responses);
  const toolMessage: MessageData = { role: 'tool', content: responses, metadata: { resumed: resume.metadata ?? true } };
  return { state: 'resumed', options: { ...rest, messages: [...messages.slice(0, -1), revised, toolMessage] }, toolMessage };
}

/** As in a round of tools: all of them are waited for, then the first failure counts. */
function toValue(result: PromiseSettledResult<Answer>): Answer {
  if (result.status === 'rejected') throw result.reason;
  return result.value;
}

/** An agent below may have another question for each answer: that is no misuse, as it is of a tool that was answered. */
function isAskedOn({ part, interrupted }: Answer): boolean {
  return interrupted !== true || subAgentInterruptOf(part.metadata?.['interrupt']) !== undefined;
}

/** What was answered waits for the next answers, as a finished call waits for its siblings'. */
function toWaiting({ part, response }: Answer, asked: Part = part): Part {
  if (response === undefined || !isToolRequest(part) || (asked.metadata !== undefined && 'pendingOutput' in asked.metadata)) {
    return response === undefined ? part : asked;
  }
  return toPendingOutput(part, response);
}

interface Answer {
  readonly part: Part;
  readonly response?: ToolResponsePart;
  readonly interrupted?: boolean;
}

async function answer(run: GenerateRun, part: ToolRequestPart, round: ToolRound): Promise<Answer> {
  const metadata = part.metadata ?? {};
  // A falsy output is an output as well: what counts is that the key is there.
  if ('pendingOutput' in metadata) return fromPending(part, metadata);
  const { respond = [], restart = [] } = round.options.resume ?? {};
  const reply = respond.find(({ toolResponse }) => isSameCall(toolResponse, part.toolRequest));
  if (reply !== undefined) return { part: toResolved(part), response: reply };
  const again = restart.find(({ toolRequest }) => isSameCall(toolRequest, part.toolRequest));
  if (again !== undefined) {
    const said = metadata['interrupt'];
    const { response, interrupt } = await runToolRequest(run, again, { ...round, ...(said !== undefined && { interrupt: said }) });
    if (interrupt !== undefined) return { part: toAskedAgain(part, interrupt), interrupted: true };
    if (response !== undefined) return { part: toResolved(part), response };
  }
  throw toUnresolved(part);
}

/** The answers of an agent below are used up: they are not kept with its next question. */
function toAskedAgain(part: ToolRequestPart, again: ToolRequestPart): ToolRequestPart {
  const interrupt = again.metadata?.['interrupt'];
  return subAgentInterruptOf(interrupt) === undefined ? again : { ...part, metadata: { ...part.metadata, interrupt } };
}

function assertAnswered(part: ToolRequestPart, { options: { resume = {} } }: ToolRound): void {
  const { respond = [], restart = [] } = resume;
  if (part.metadata !== undefined && 'pendingOutput' in part.metadata) return;
  if (respond.some(({ toolResponse }) => isSameCall(toolResponse, part.toolRequest))) return;
  const again = restart.find(({ toolRequest }) => isSameCall(toolRequest, part.toolRequest));
  if (again === undefined) throw toUnresolved(part);
  const below = subAgentInterruptOf(part.metadata?.['interrupt']);
  const unanswered = below && findUnanswered(below, again.metadata?.['resumed'] ?? true);
  if (unanswered !== undefined) throw toUnresolved(unanswered);
}

function toUnresolved({ toolRequest: { name, ref } }: ToolRequestPart): DurakitError {
  return new DurakitError({
    status: 'INVALID_ARGUMENT',
    message: `Unresolved tool request '${name}${ref ? `#${ref}` : ''}' was not handled by the 'resume' argument. You must supply replies or restarts for all interrupted tool requests.'`,
  });
}

function fromPending(part: ToolRequestPart, { pendingOutput, pendingContent, pendingMetadata, ...metadata }: Metadata): Answer {
  const { name, ref } = part.toolRequest;
  return {
    part: { toolRequest: part.toolRequest, ...(Object.keys(metadata).length > 0 && { metadata }) },
    response: {
      toolResponse: {
        name,
        ...(ref !== undefined && { ref }),
        output: pendingOutput,
        ...(pendingContent !== undefined && { content: pendingContent as unknown[] }),
      },
      metadata: { ...metadata, ...(pendingMetadata as Metadata | undefined), source: 'pending' },
    },
  };
}

function toResolved({ toolRequest, metadata = {} }: ToolRequestPart): ToolRequestPart {
  const { interrupt, ...kept } = metadata;
  return { toolRequest, metadata: { ...kept, ...(interrupt !== undefined && { resolvedInterrupt: toShownInterrupt(interrupt) }) } };
}

function assertComplete(message: MessageData, responses: readonly ToolResponsePart[]): void {
  const requests = message.content.filter(isToolRequest).length;
  if (requests === responses.length) return;
  throw new DurakitError({
    status: 'FAILED_PRECONDITION',
    message: `Expected ${requests} tool responses but resolved to ${responses.length}.`,
    details: { toolResponses: responses, message },
  });
}
