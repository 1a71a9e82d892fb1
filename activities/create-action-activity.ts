import { activityInfo, Context } from '@temporalio/activity';
import { createInProcessCaller } from '../engine/in-process-caller.ts';
import { checkPayloadSize } from '../engine/check-payload-size.ts';
import type { Action } from '../engine/action.ts';
import { runAction } from '../engine/call-action.ts';
import type { JournalStore } from '../engine/journal-store.ts';
import type { Engine } from '../engine/engine.ts';
import type { ActionKey } from '../schemas/action-key.ts';
import { parseActionKey } from '../schemas/action-key.ts';
import { DurakitError } from '../schemas/durakit-error.ts';
import type { JournalEnvelope } from '../schemas/journal.ts';
import { runJournaledActivity } from './journal/run-journaled-activity.ts';
import { startHeartbeats, type Heartbeats } from './start-heartbeats.ts';
import { stopWhenCancelled } from './stop-when-cancelled.ts';
import { toActivityFailure } from './to-activity-failure.ts';
import type { RunningActions } from './running-actions.ts';

/** What the one activity of a worker needs. */
export interface ActionActivityOptions {
  readonly engines: () => readonly Engine[];
  readonly running: RunningActions;
  /** Where journaled flows are kept; none where the app has none. */
  readonly journal?: JournalStore | undefined;
}

/** The one activity function of a worker: Temporal gives it every activity type, and the type is the key of an action. */
export function createActionActivity({ engines, running, journal }: ActionActivityOptions): (input?: unknown, envelope?: JournalEnvelope) => Promise<unknown> {
  return async function action(input, envelope) {
    const { activityType } = activityInfo();
    const key = activityType as ActionKey;
    const ended = running.start(key);
    const heartbeats = startHeartbeats();
    try {
      return await stopWhenCancelled(key, () => execute(engines(), key, { input, envelope, journal, heartbeats }));
    } catch (error) {
      throw toActivityFailure(error, key);
    } finally {
      heartbeats.stop();
      ended();
    }
  };
}

interface Arguments {
  readonly input: unknown;
  readonly envelope: JournalEnvelope | undefined;
  readonly journal: JournalStore | undefined;
  readonly heartbeats: Heartbeats;
}

async function execute(engines: readonly Engine[], key: ActionKey, { input, envelope, journal, heartbeats }: Arguments): Promise<unknown> {
  const { engine, action } = await findAction(engines, key);
  const surroundings = {
    context: envelope?.context ?? engine.context,
    abortSignal: Context.current().cancellationSignal,
    streamingRequested: false,
    sendChunk: (): void => undefined,
  };
  if (action.type === 'flow') return await runJournaledActivity({ engine, name: action.name, input, envelope, journal, surroundings, heartbeats });
  const caller = createInProcessCaller(engine, surroundings);
  const output = await runAction(engine, action, { input, name: action.name, scope: { ...surroundings, caller } });
  checkPayloadSize(`The result of step '${action.name}'`, output);
  return output;
}

async function findAction(engines: readonly Engine[], key: ActionKey): Promise<{ engine: Engine; action: Action }> {
  for (const engine of engines) {
    const action = await engine.registry.resolve(key);
    if (action !== undefined) return { engine, action };
  }
  throw notFound(engines, key);
}

function notFound(engines: readonly Engine[], key: ActionKey): DurakitError {
  const parsed = parseActionKey(key);
  const known = engines.flatMap(({ registry }) => registry.list(parsed?.type).map(({ name }) => name)).sort();
  const subject = parsed?.type === 'model' ? `Model '${parsed.name}' not found` : `${key} not found`;
  return new DurakitError({
    status: 'NOT_FOUND',
    message: `${subject}. This worker knows ${known.length === 0 ? 'none' : known.join(', ')}. Is it the app's newest worker, with all its plugins?`,
  });
}
