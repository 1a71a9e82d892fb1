import { DurakitError } from '../../schemas/durakit-error.ts';
import type { GenerateActionOptions } from '../../schemas/generate-action-options.ts';
import type { MessageData } from '../../schemas/message.ts';
import type { Metadata, Part, ToolRequestPart, ToolResponsePart } from '../../schemas/part.ts';
import type { GenerateRun } from './generate-run.ts';
import { isToolRequest, runToolRequest, type ToolRound } from './run-tool-requests.ts';

/** How an interrupted conversation goes on: with the answers of all its tools, or not at all, because one asked again. */
export type ResumeOutcome =
  | { readonly state: 'resumed'; readonly options: GenerateActionOptions; readonly toolMessage: MessageData }
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
  if (answers.some(({ interrupted }) => interrupted === true)) return { state: 'interrupted', message: revised };
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
  const reply = respond.find(({ toolResponse }) => isSameCall(toolResponse, part));
  if (reply !== undefined) return { part: toResolved(part), response: reply };
  const again = restart.find(({ toolRequest }) => isSameCall(toolRequest, part));
  if (again !== undefined) {
    const { response, interrupt } = await runToolRequest(run, again, round);
    if (interrupt !== undefined) return { part: interrupt, interrupted: true };
    if (response !== undefined) return { part: toResolved(part), response };
  }
  throw toUnresolved(part);
}

function assertAnswered(part: ToolRequestPart, { options: { resume = {} } }: ToolRound): void {
  const { respond = [], restart = [] } = resume;
  if (part.metadata !== undefined && 'pendingOutput' in part.metadata) return;
  if (respond.some(({ toolResponse }) => isSameCall(toolResponse, part))) return;
  if (!restart.some(({ toolRequest }) => isSameCall(toolRequest, part))) throw toUnresolved(part);
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

function isSameCall(call: { readonly name: string; readonly ref?: string | undefined }, { toolRequest }: ToolRequestPart): boolean {
  return call.name === toolRequest.name && call.ref === toolRequest.ref;
}

function toResolved({ toolRequest, metadata = {} }: ToolRequestPart): ToolRequestPart {
  const { interrupt, ...kept } = metadata;
  return { toolRequest, metadata: { ...kept, ...(interrupt !== undefined && { resolvedInterrupt: interrupt }) } };
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
