import type { GenerateResponseChunkData } from '../../schemas/generate-response.ts';
import { resolveFormat } from '../formats/resolve-format.ts';
import type { GenerateEnvelope, HookContext } from '../middleware/middleware.ts';
import { GenerateResponseChunk } from './generate-response-chunk.ts';
import type { GenerateResultData } from './generate-response.ts';
import type { GenerateRun, Turn } from './generate-run.ts';
import { runTurn } from './run-turn.ts';

/** One turn and all that follow it, inside the `generate` hooks, the first of `use` outermost. Source of the nesting: Genkit `ai/src/generate/action.ts`. */
export async function runTurns(run: GenerateRun, turn: Turn): Promise<GenerateResultData> {
  const previousChunks: GenerateResponseChunkData[] = [];
  const dispatch = async (index: number, current: Turn): Promise<GenerateResultData> => {
    const hooks = run.middleware[index];
    if (hooks === undefined) return await runTurn(run, current, { previousChunks, next: runTurns });
    if (hooks.generate === undefined) return await dispatch(index + 1, current);
    const { request, currentTurn, messageIndex, context } = current;
    const next = async (changed: Partial<GenerateEnvelope> = {}, given?: HookContext): Promise<GenerateResultData> =>
      await dispatch(index + 1, {
        request: changed.request ?? request,
        currentTurn: changed.currentTurn ?? currentTurn,
        messageIndex: changed.messageIndex ?? messageIndex,
        context: given === undefined ? context : given,
      });
    const listener = toChunkListener(run, current, previousChunks);
    return await hooks.generate({ request, currentTurn, messageIndex }, { ...context, onChunk: listener }, next);
  };
  return await dispatch(0, turn);
}

/** Hooks may stream plain chunks of their own: they become whole ones here. */
function toChunkListener(
  { engine }: GenerateRun,
  { request, messageIndex, context }: Turn,
  previousChunks: GenerateResponseChunkData[],
): HookContext['onChunk'] {
  const { onChunk } = context;
  if (onChunk === undefined) return undefined;
  return (chunk) => {
    if (chunk instanceof GenerateResponseChunk) return onChunk(chunk);
    const handler = resolveFormat(engine, request.output)?.handler(request.output?.jsonSchema);
    const { index = messageIndex, role = 'model' } = chunk;
    const whole = new GenerateResponseChunk(chunk, {
      index,
      role,
      previousChunks: [...previousChunks],
      ...(handler?.parseChunk !== undefined && { parser: (read) => handler.parseChunk?.(read) }),
    });
    previousChunks.push(chunk);
    return onChunk(whole);
  };
}
