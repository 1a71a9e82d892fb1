import { Context } from '@temporalio/activity';
import type { EffectStore } from '../../engine/effect-store.ts';
import type { Engine } from '../../engine/engine.ts';
import type { InProcessSurroundings } from '../../engine/in-process-caller.ts';
import type { JournalStore } from '../../engine/journal-store.ts';
import { DurakitError } from '../../schemas/durakit-error.ts';
import type { Heartbeats } from '../start-heartbeats.ts';
import type { JournalEnvelope, JournalOutcome } from '../../schemas/journal.ts';
import { runJournaledFlow } from './run-journaled-flow.ts';
import type { SuspendedBodies } from './suspended-bodies.ts';

/** A journaled flow's turn on this worker. */
export interface JournaledActivity {
  readonly engine: Engine;
  readonly name: string;
  readonly input: unknown;
  readonly envelope: JournalEnvelope | undefined;
  readonly journal: JournalStore | undefined;
  readonly effects: EffectStore | undefined;
  readonly surroundings: InProcessSurroundings;
  readonly heartbeats: Heartbeats;
  readonly suspended: SuspendedBodies;
}

/** The heartbeats carry the list of steps, so the Temporal UI shows them while the flow runs. */
export async function runJournaledActivity(activity: JournaledActivity): Promise<JournalOutcome> {
  const { engine, name, input, envelope, journal, effects, surroundings, heartbeats, suspended } = activity;
  const flow = engine.flows.get(name);
  const { info, log } = Context.current();
  const { workflowExecution } = info;
  if (flow === undefined || workflowExecution === undefined) {
    throw new DurakitError({ status: 'NOT_FOUND', message: `Flow ${name} not found` });
  }
  if (journal === undefined) throw noDatabase(name);
  return await runJournaledFlow({
    engine,
    flow,
    input,
    run: workflowExecution,
    store: journal,
    effects,
    resolutions: envelope?.resolutions ?? [],
    surroundings,
    suspended,
    onProgress: (steps) => heartbeats.show({ steps }),
    warn: (message) => void log.warn(message),
  });
}

function noDatabase(name: string): DurakitError {
  return new DurakitError({
    status: 'FAILED_PRECONDITION',
    message: `Flow '${name}' runs journaled, which needs PostgreSQL: set DATABASE_URL for this worker and run \`durakit migrate\`.`,
  });
}
