import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { WithStartWorkflowOperation, WorkflowUpdateFailedError, type Client, type WorkflowUpdateHandle } from '@temporalio/client';
import { TypedSearchAttributes, type Workflow } from '@temporalio/common';
import { checkContext } from '../../engine/check-context.ts';
import { checkPayloadSize } from '../../engine/check-payload-size.ts';
import { fromFailure } from '../../engine/failure.ts';
import { listenToTurn } from '../../engine/sessions/live-chunks.ts';
import type { ActionContext } from '../../schemas/action-context.ts';
import type { AgentInit } from '../../schemas/agent-input.ts';
import type { GenerateResponseChunkData } from '../../schemas/generate-response.ts';
import type { DurakitError } from '../../schemas/durakit-error.ts';
import {
  toAgentWorkflowType,
  toSessionWorkflowId,
  TURN_MESSAGE,
  type OnBusy,
  type SessionEnvelope,
  type SessionLimits,
  type TurnAnswer,
  type TurnInput,
  type TurnOptions,
} from '../../schemas/session-turn.ts';
import { payloadLimitOf } from '../payload-storage.ts';
import { KIND_KEY, NAME_KEY, SESSION_KEY } from '../search-attribute-keys.ts';
import { toClientError } from '../to-client-error.ts';
import { abortTurn } from './abort-turn.ts';
import { readRunFailure } from './read-run-failure.ts';
import { isPassing } from './is-passing.ts';

/** One turn on its way to a session. */
export interface TurnSend {
  readonly agent: string;
  readonly sessionId: string;
  readonly input: TurnInput;
  readonly init?: AgentInit | undefined;
  readonly context?: ActionContext | undefined;
  /** Default: a new one, so that sending is tried again without harm. */
  readonly messageId?: string | undefined;
  readonly onBusy?: OnBusy | undefined;
  readonly abortSignal?: AbortSignal | undefined;
  /** Told what models say while they say it, where the worker is in this process. */
  readonly onChunk?: ((chunk: GenerateResponseChunkData) => void) | undefined;
  /** Called when the session has the turn. */
  readonly onTaken?: (() => void) | undefined;
  readonly taskQueue: string;
  /** For a session that is begun or woken by this turn. */
  readonly limits?: SessionLimits | undefined;
  /** How long the turn is sent again while Temporal does not answer, or its session moves to a new run. Default 2 minutes. */
  readonly patienceMilliseconds?: number | undefined;
}

const PATIENCE_MILLISECONDS = 120_000;
const FIRST_PAUSE_MILLISECONDS = 100;
const LONGEST_PAUSE_MILLISECONDS = 1_000;
/** A refusal is there with the reply of the server; this is for what is done to open it. */
const TAKEN_MILLISECONDS = 20;

/**
 * Sends a turn to its session, which is begun or woken by it, and waits for the answer. Sent again, it is still one turn: while Temporal
 * does not answer it is sent again for 2 minutes, and none that waits for `onTaken` gets ahead of it. Rejects with what the session refused
 * it for, and with UNAVAILABLE when the time is over: then the session may have it all the same.
 */
export async function sendTurn(client: Client, send: TurnSend): Promise<TurnAnswer> {
  const { agent, sessionId, abortSignal, input, context } = send;
  checkContext(context);
  checkPayloadSize(`The turn for agent '${agent}'`, input, payloadLimitOf(client));
  const messageId = send.messageId ?? randomUUID();
  const abort = (): void => void abortTurn(client, { agent, sessionId, target: { messageId } }).catch(() => undefined);
  if (abortSignal?.aborted === true) return { sessionId, finishReason: 'aborted' };
  abortSignal?.addEventListener('abort', abort, { once: true });
  const stopListening = send.onChunk && listenToTurn(messageId, send.onChunk);
  try {
    return await sendUntilAnswered(client, { ...send, messageId }, abort);
  } finally {
    stopListening?.();
    abortSignal?.removeEventListener('abort', abort);
  }
}

type IdentifiedTurn = TurnSend & { readonly messageId: string };

async function sendUntilAnswered(client: Client, send: IdentifiedTurn, abort: () => void): Promise<TurnAnswer> {
  const { abortSignal, onTaken, patienceMilliseconds = PATIENCE_MILLISECONDS } = send;
  let pause = FIRST_PAUSE_MILLISECONDS;
  let giveUpAt: number | undefined;
  for (;;) {
    try {
      const handle = await startTurn(client, send);
      const answer = handle.result();
      // one that was turned away is known to be so by now: the next one must not get ahead of it
      if (await isTaken(answer)) {
        onTaken?.();
        giveUpAt = undefined;
        pause = FIRST_PAUSE_MILLISECONDS;
        // an abort that came before the session had the turn has found nothing
        if (abortSignal?.aborted === true) abort();
      }
      return await answer;
    } catch (error) {
      giveUpAt ??= performance.now() + patienceMilliseconds;
      if (!isPassing(error) || performance.now() >= giveUpAt) throw toSendError(error, send);
      await delay(pause);
      pause = Math.min(2 * pause, LONGEST_PAUSE_MILLISECONDS);
      // after the pause: sent again, the turn would begin a new run in place of the one that failed
      const failure = await readRunFailure(client, toSessionWorkflowId(send.agent, send.sessionId));
      if (failure !== undefined) throw failure;
    }
  }
}

async function isTaken(answer: Promise<unknown>): Promise<boolean> {
  const settled = answer.then(
    () => true,
    () => false,
  );
  return await Promise.race([settled, delay(TAKEN_MILLISECONDS, true)]);
}

async function startTurn(client: Client, send: IdentifiedTurn): Promise<WorkflowUpdateHandle<TurnAnswer>> {
  const { agent, sessionId, input, init, context, messageId, onBusy, taskQueue, limits } = send;
  const envelope: SessionEnvelope = limits === undefined ? {} : { limits };
  const options: TurnOptions = {
    messageId,
    ...(send.onChunk !== undefined && { listens: true }),
    ...(init !== undefined && Object.keys(init).length > 0 && { init }),
    ...(context !== undefined && Object.keys(context).length > 0 && { context }),
    ...(onBusy !== undefined && { onBusy }),
  };
  return await client.workflow.startUpdateWithStart<Workflow, TurnAnswer, [TurnInput, TurnOptions]>(TURN_MESSAGE, {
    updateId: messageId,
    args: [input, options],
    waitForStage: 'ACCEPTED',
    startWorkflowOperation: new WithStartWorkflowOperation(toAgentWorkflowType(agent), {
      taskQueue,
      workflowId: toSessionWorkflowId(agent, sessionId),
      args: Object.keys(envelope).length > 0 ? [undefined, envelope] : [],
      workflowIdConflictPolicy: 'USE_EXISTING',
      workflowIdReusePolicy: 'ALLOW_DUPLICATE',
      typedSearchAttributes: new TypedSearchAttributes([
        { key: KIND_KEY, value: 'agent' },
        { key: NAME_KEY, value: agent },
        { key: SESSION_KEY, value: sessionId },
      ]),
    }),
  });
}

function toSendError(error: unknown, { agent, sessionId }: TurnSend): DurakitError {
  if (error instanceof WorkflowUpdateFailedError) return fromFailure(error.cause);
  return toClientError(error, { what: `sending a turn to session '${sessionId}' of agent '${agent}'` });
}
