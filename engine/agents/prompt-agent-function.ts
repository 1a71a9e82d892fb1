import type { AgentStreamChunk } from '../../schemas/agent-stream-chunk.ts';
import type { AgentInput } from '../../schemas/agent-input.ts';
import { DurakitError } from '../../schemas/durakit-error.ts';
import type { GenerateResponseChunkData } from '../../schemas/generate-response.ts';
import type { MessageData } from '../../schemas/message.ts';
import type { Engine } from '../engine.ts';
import type { GenerateResponse } from '../generate/generate-response.ts';
import { generate } from '../generate/generate.ts';
import type { PromptGenerateOptions, RenderedOptions } from '../prompts/generation-port.ts';
import type { PromptsApi } from '../prompts/create-prompts-api.ts';
import { checkResume } from './check-resume.ts';
import type { AgentFunction, SessionRunner, TurnResult } from './session-runner.ts';

/** Tells what was said from what the prompt says anew in each turn. The first is Genkit's own; the second stays with the model's request. */
const HISTORY_MARK = '_genkit_history';
const PREAMBLE_MARK = 'agentPreamble';

/** What an agent of a prompt is made of. */
export interface PromptAgentOptions {
  readonly promptName: string;
  readonly promptInput: unknown;
  readonly prompts: Pick<PromptsApi, 'prompt'>;
}

/**
 * The function of an agent that is a prompt: each turn renders it with the conversation so far, asks its model until there is an answer, and
 * keeps what was said, without what the prompt says. Source: Genkit `ai/src/agent.ts`, `definePromptAgent`.
 */
export function toPromptAgentFunction(engine: Engine, options: PromptAgentOptions): AgentFunction {
  return async (session, { sendChunk, abortSignal }) => {
    await session.run(async (input) => await runPromptTurn(engine, options, { session, input, sendChunk, abortSignal }));
    const message = session.getMessages().at(-1);
    const finishReason = session.lastTurnFinishReason;
    return {
      artifacts: session.getArtifacts(),
      ...(message !== undefined && { message }),
      ...(finishReason !== undefined && { finishReason }),
    };
  };
}

interface PromptTurn {
  readonly session: SessionRunner;
  readonly input: AgentInput;
  readonly sendChunk: (chunk: AgentStreamChunk) => void;
  readonly abortSignal: AbortSignal;
}

async function runPromptTurn(engine: Engine, options: PromptAgentOptions, turn: PromptTurn): Promise<TurnResult> {
  const { session, input, sendChunk, abortSignal } = turn;
  const history = session.getMessages();
  const resume = toResume(input);
  if (resume !== undefined) checkResume(resume, history);
  const rendered = await render(options, { messages: history.map(markHistory), ...(resume !== undefined && { resume }) });
  const response = await generate(engine, {
    ...rendered,
    messages: rendered.messages.map(toMarked),
    ...(resume !== undefined && { resume }),
    abortSignal,
    onChunk: (chunk) => sendChunk({ modelChunk: chunk.toJSON() }),
  });
  keepMessages(session, response);
  if (response.finishReason === 'interrupted') sendInterrupts(response, sendChunk);
  return { finishReason: response.finishReason };
}

/** An empty one is none: there is nothing to resume with. */
function toResume({ resume }: AgentInput): AgentInput['resume'] {
  const { respond = [], restart = [] } = resume ?? {};
  if (respond.length + restart.length === 0) return undefined;
  return { ...(respond.length > 0 && { respond }), ...(restart.length > 0 && { restart }) };
}

async function render({ promptName, promptInput, prompts }: PromptAgentOptions, call: PromptGenerateOptions): Promise<RenderedOptions> {
  try {
    return await prompts.prompt(promptName).render(promptInput ?? {}, call);
  } catch (error) {
    if (!(error instanceof DurakitError) || error.originalMessage !== `Prompt ${promptName} not found`) throw error;
    const message = `Prompt '${promptName}' not found. Ensure it is defined before the agent is invoked.`;
    throw new DurakitError({ status: 'NOT_FOUND', message, details: error.details, cause: error });
  }
}

function markHistory(message: MessageData): MessageData {
  return { ...message, metadata: { ...message.metadata, [HISTORY_MARK]: true } };
}

/** What is not of the conversation is the prompt's. */
function toMarked({ metadata = {}, ...message }: MessageData): MessageData {
  const { [HISTORY_MARK]: isHistory, ...kept } = metadata;
  if (isHistory !== true) return { ...message, metadata: { ...metadata, [PREAMBLE_MARK]: true } };
  return Object.keys(kept).length === 0 ? message : { ...message, metadata: kept };
}

function keepMessages(session: SessionRunner, { request, message }: GenerateResponse): void {
  const answer = message === undefined ? [] : [message.toJSON()];
  if (request === undefined) return session.addMessages(answer);
  session.setMessages([...request.messages.filter(({ metadata }) => metadata?.[PREAMBLE_MARK] !== true), ...answer]);
}

/** The questions were no chunk of the model's: who reads the stream gets them too. */
function sendInterrupts({ toolRequests }: GenerateResponse, sendChunk: PromptTurn['sendChunk']): void {
  const modelChunk: GenerateResponseChunkData = { role: 'tool', content: toolRequests };
  if (toolRequests.length > 0) sendChunk({ modelChunk });
}
