import { DurakitError } from '../../schemas/durakit-error.ts';
import type { GenerateResponseChunkData } from '../../schemas/generate-response.ts';
import type { MessageData, Role } from '../../schemas/message.ts';
import type { HookContext } from '../middleware/middleware.ts';
import { askModels } from './ask-models.ts';
import { toAborted } from './call-model.ts';
import { GenerateResponseChunk } from './generate-response-chunk.ts';
import type { GenerateResponse, GenerateResultData } from './generate-response.ts';
import type { GenerateRun, Turn } from './generate-run.ts';
import { GenerationResponseError } from './generation-response-error.ts';
import { prepareTurn, type PreparedTurn } from './prepare-turn.ts';
import { resumeTools } from './resume-tools.ts';
import { isToolRequest, runToolRequests } from './run-tool-requests.ts';

/** Rounds of tools where the call does not say. */
const DEFAULT_TURNS = 5;

const INTERRUPTED = { finishReason: 'interrupted', finishMessage: 'One or more tool calls resulted in interrupts.' } as const;

/** What a turn has of those around it. */
export interface TurnSurroundings {
  readonly previousChunks: GenerateResponseChunkData[];
  /** The next turn, inside the hooks again. */
  readonly next: (run: GenerateRun, turn: Turn) => Promise<GenerateResultData>;
}

/** One call of the model and the tools that it asks for. Source of the order: Genkit `ai/src/generate/action.ts`. */
export async function runTurn(run: GenerateRun, turn: Turn, surroundings: TurnSurroundings): Promise<GenerateResultData> {
  const prepared = await prepareTurn(run, turn.request);
  const chunks = createChunkMaker(prepared, turn, surroundings.previousChunks);
  if (turn.request.resume !== undefined) return await resumeTurn(run, { turn, prepared, surroundings, chunks });
  const { abortSignal, onChunk } = turn.context;
  if (abortSignal?.aborted === true) throw toAborted(abortSignal);
  const response = await askModels(run, {
    turn: prepared,
    currentTurn: turn.currentTurn,
    context: { ...turn.context, onChunk: onChunk && ((chunk) => onChunk(chunks.make('model', chunk))) },
  });
  if (prepared.options.returnToolRequests === true || response.toolRequests.length === 0) return response.toJSON();
  return await runRound(run, { turn, prepared, surroundings, chunks, response });
}

interface Round {
  readonly turn: Turn;
  readonly prepared: PreparedTurn;
  readonly surroundings: TurnSurroundings;
  readonly chunks: ChunkMaker;
}

async function runRound(run: GenerateRun, round: Round & { readonly response: GenerateResponse }): Promise<GenerateResultData> {
  const { turn, prepared, surroundings, chunks, response } = round;
  const { options, tools } = prepared;
  const { maxTurns = DEFAULT_TURNS } = options;
  if (turn.currentTurn + 1 > maxTurns) {
    throw new GenerationResponseError(response, `Exceeded maximum tool call iterations (${maxTurns})`, {
      status: 'ABORTED',
      details: { request: prepared.request },
    });
  }
  const message = (response.message as { toJSON(): MessageData }).toJSON();
  const { revisedMessage, toolMessage } = await runToolRequests(run, message, { tools, options, context: toHookContext(turn) });
  if (revisedMessage !== undefined) {
    return { ...response.toJSON(), ...INTERRUPTED, message: revisedMessage };
  }
  if (toolMessage !== undefined) turn.context.onChunk?.(chunks.make('tool', { content: toolMessage.content }));
  // What the model was asked in the end: repaired or made shorter on the way.
  const asked = response.request?.messages ?? options.messages;
  const messages = [...asked, message, ...(toolMessage === undefined ? [] : [toolMessage])];
  return await surroundings.next(run, {
    request: { ...options, messages },
    currentTurn: turn.currentTurn + 1,
    messageIndex: chunks.index() + 1,
    context: turn.context,
  });
}

async function resumeTurn(run: GenerateRun, { turn, prepared, surroundings, chunks }: Round): Promise<GenerateResultData> {
  const { options, tools, request } = prepared;
  const outcome = await resumeTools(run, { tools, options, context: toHookContext(turn) });
  if (outcome.state === 'asked-on') {
    const asked = { ...request, messages: request.messages.slice(0, -1) };
    return { ...INTERRUPTED, message: outcome.message, request: asked };
  }
  if (outcome.state === 'interrupted') {
    throw new DurakitError({
      status: 'FAILED_PRECONDITION',
      message: 'One or more tools triggered an interrupt during a restarted execution.',
      details: {
        message: outcome.message,
        interrupts: outcome.message.content.filter((part) => isToolRequest(part) && part.metadata?.['interrupt'] !== undefined),
        messages: [...request.messages.slice(0, -1), outcome.message],
      },
    });
  }
  turn.context.onChunk?.(chunks.make('tool', { content: outcome.toolMessage.content }));
  return await surroundings.next(run, { ...turn, request: outcome.options, messageIndex: turn.messageIndex + 1 });
}

function toHookContext({ context: { abortSignal, context } }: Turn): HookContext {
  return { abortSignal, context };
}

/** Counts messages by the roles of their chunks: a model's 0, its tools' 1, the next answer 2. */
interface ChunkMaker {
  make(role: Role, chunk: GenerateResponseChunkData): GenerateResponseChunk;
  index(): number;
}

function createChunkMaker(
  { handler }: PreparedTurn,
  { messageIndex, request }: Turn,
  previousChunks: GenerateResponseChunkData[],
): ChunkMaker {
  let index = messageIndex;
  let lastRole: Role = request.resume === undefined ? 'model' : 'tool';
  return {
    index: () => index,
    make: (role, chunk) => {
      if (role !== lastRole && previousChunks.length > 0) index++;
      lastRole = role;
      const earlier = [...previousChunks];
      previousChunks.push(chunk);
      return new GenerateResponseChunk(chunk, {
        index,
        role,
        previousChunks: earlier,
        ...(handler?.parseChunk !== undefined && { parser: (read) => handler.parseChunk?.(read) }),
      });
    },
  };
}
