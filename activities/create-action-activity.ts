import { activityInfo, Context } from '@temporalio/activity';
import type { LoadedApp } from '../engine/app-registry.ts';
import { runAction } from '../engine/call-action.ts';
import { checkPayloadSize } from '../engine/check-payload-size.ts';
import { createInProcessCaller, type InProcessSurroundings } from '../engine/in-process-caller.ts';
import type { JournalStore } from '../engine/journal-store.ts';
import type { RunScope } from '../engine/run-scope.ts';
import type { ActionKey } from '../schemas/action-key.ts';
import type { JournalEnvelope } from '../schemas/journal.ts';
import { findAction, type FoundAction } from './find-action.ts';
import { runJournaledActivity } from './journal/run-journaled-activity.ts';
import { createSuspendedBodies, type SuspendedBodies } from './journal/suspended-bodies.ts';
import { runRegisteredStep } from './run-registered-step.ts';
import type { RunningActions } from './running-actions.ts';
import { startHeartbeats, type Heartbeats } from './start-heartbeats.ts';
import { stopWhenCancelled } from './stop-when-cancelled.ts';
import { toActivityFailure } from './to-activity-failure.ts';

/** What the one activity of a worker needs. */
export interface ActionActivityOptions {
  readonly apps: readonly LoadedApp[];
  readonly running: RunningActions;
  /** Where journaled flows are kept; none where no database is known. */
  readonly journal?: JournalStore | undefined;
}

/** The one activity function of a worker: Temporal gives it every activity type, and the type is the key of an action. */
export function createActionActivity(options: ActionActivityOptions): (input?: unknown, envelope?: JournalEnvelope) => Promise<unknown> {
  const suspended = createSuspendedBodies();
  return async function action(input, envelope) {
    const { activityType } = activityInfo();
    const key = activityType as ActionKey;
    const ended = options.running.start(key);
    const heartbeats = startHeartbeats();
    try {
      return await stopWhenCancelled(key, () => execute(key, { ...options, input, envelope, heartbeats, suspended }));
    } catch (error) {
      throw toActivityFailure(error, key);
    } finally {
      heartbeats.stop();
      ended();
    }
  };
}

interface Execution extends ActionActivityOptions {
  readonly input: unknown;
  readonly envelope: JournalEnvelope | undefined;
  readonly heartbeats: Heartbeats;
  readonly suspended: SuspendedBodies;
}

async function execute(key: ActionKey, execution: Execution): Promise<unknown> {
  const found = await findAction(execution.apps, key);
  const { engine } = found.app;
  const surroundings: InProcessSurroundings = {
    context: execution.envelope?.context ?? engine.context,
    abortSignal: Context.current().cancellationSignal,
  };
  if (found.kind === 'action' && found.action.type === 'flow') {
    const { input, envelope, journal, heartbeats, suspended } = execution;
    return await runJournaledActivity({ engine, name: found.action.name, input, envelope, journal, surroundings, heartbeats, suspended });
  }
  const output = await runFound(found, surroundings, execution);
  checkPayloadSize(`The result of step '${found.kind === 'action' ? found.action.name : key}'`, output);
  return output;
}

async function runFound(found: FoundAction, surroundings: InProcessSurroundings, { input, envelope }: Execution): Promise<unknown> {
  const { engine } = found.app;
  const tool = envelope?.tool;
  const scope: Omit<RunScope, 'kind' | 'name'> = {
    context: surroundings.context,
    abortSignal: surroundings.abortSignal,
    streamingRequested: false,
    sendChunk: () => undefined,
    caller: createInProcessCaller(engine, surroundings),
  };
  if (found.kind === 'action') return await runAction(engine, found.action, { input, name: found.action.name, scope, tool });
  return await runRegisteredStep(found, { input, captured: envelope?.captured, scope, tool });
}
