import { DurakitError } from '../../schemas/durakit-error.ts';
import type { SessionStore } from './session-store.ts';

/** In the sandbox, what stands for a store of the worker's side: agents there reach it through activities, and never through this. */
export class AbsentSessionStore<TState = unknown> implements SessionStore<TState> {
  // an app makes it with whatever the real one takes
  constructor(..._parameters: unknown[]) {}

  async getSnapshot(): Promise<never> {
    throw absent();
  }

  async saveSnapshot(): Promise<never> {
    throw absent();
  }

  onSnapshotStateChange(): never {
    throw absent();
  }
}

function absent(): DurakitError {
  return new DurakitError({
    status: 'FAILED_PRECONDITION',
    message:
      "This store is on the worker's side. In flow code use the agent (`agent.getSnapshot`, `agent.chat`), the store in a step, or for chats one of ai.defineSessionStore.",
  });
}
