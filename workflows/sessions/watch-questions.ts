import { CancellationScope } from '@temporalio/workflow';
import { toDurakitError } from '../../engine/failure.ts';
import { waitForReply } from '../../engine/tools/wait-for-reply.ts';
import type { Part, ToolRequestPart, ToolResponsePart } from '../../schemas/part.ts';
import type { ResumeOptions } from '../../schemas/pending-interrupt.ts';
import type { SessionSnapshot } from '../../schemas/session-snapshot.ts';
import type { SessionRunState } from './session-run-state.ts';

/**
 * Waits for the answers to a turn's questions, in whatever order they come by the update `respond`; when all are there, the turn that goes on
 * with them is queued. A turn that somebody sends before that takes the questions with it.
 */
export function watchQuestions(state: SessionRunState, asked: readonly ToolRequestPart[]): void {
  state.asked = asked;
  state.details.refresh();
  if (asked.length === 0) return;
  const scope = new CancellationScope();
  state.stopWatching = () => {
    state.stopWatching = () => undefined;
    state.asked = [];
    scope.cancel();
  };
  void scope
    .run(() => inAgent(state, () => waitForReply(state.engine, asked)))
    .then(
      (resume) => {
        // a turn that came with the last answer has taken the questions with it
        if (scope.consideredCancelled) return;
        const { askedContext: context } = state;
        state.asked = [];
        state.queue.push({ input: { resume: toResume(resume) }, options: context === undefined ? {} : { context } }, false);
      },
      (error: unknown) => {
        // cancelled: a turn has come, or the run ends
        if (scope.consideredCancelled) return;
        state.asked = [];
        state.details.note(`questions cannot be waited for: ${toDurakitError(error).message}`);
      },
    );
}

/** What a snapshot asks: one that has ended with questions waits for their answers until a turn continues it. */
export function questionsOf(snapshot: SessionSnapshot | undefined): ToolRequestPart[] {
  if (snapshot?.finishReason !== 'interrupted') return [];
  return (snapshot.state?.messages?.at(-1)?.content ?? []).filter(isQuestion);
}

function isQuestion(part: Part): part is ToolRequestPart {
  return 'toolRequest' in part && part.metadata?.['interrupt'] !== undefined;
}

function inAgent<T>({ engine, caller, definition }: SessionRunState, body: () => Promise<T>): Promise<T> {
  const { signal } = new AbortController();
  const { context } = engine;
  const scope = { kind: 'flow', name: definition.name, caller, context, abortSignal: signal } as const;
  return engine.scopes.run({ ...scope, streamingRequested: false, sendChunk: () => undefined }, body);
}

function toResume({ respond, restart }: ResumeOptions): { respond?: ToolResponsePart[]; restart?: ToolRequestPart[] } {
  return {
    ...(respond !== undefined && { respond: toList(respond) }),
    ...(restart !== undefined && { restart: toList(restart) }),
  };
}

function toList<T extends object>(given: T | readonly T[]): T[] {
  return Array.isArray(given) ? [...(given as readonly T[])] : [given as T];
}
