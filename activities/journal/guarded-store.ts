import type { EffectStore } from '../../engine/effect-store.ts';
import type { JournalStore } from '../../engine/journal-store.ts';

/** Two stores whose failures end the activity and not the flow. */
export interface GuardedStore {
  readonly store: JournalStore;
  readonly effects: EffectStore | undefined;
  /** Rejects with the stores' first failure; never resolves. */
  readonly failed: Promise<never>;
}

/**
 * A database that is away, or another worker that has taken the run over, is no business of the flow's code: the call
 * that met it never returns, the activity fails, and the server has the flow run again, with what was recorded.
 */
export function createGuardedStore(store: JournalStore, effects?: EffectStore): GuardedStore {
  let fail: (error: unknown) => void = () => undefined;
  const failed = new Promise<never>((_resolve, reject) => (fail = reject));
  failed.catch(() => undefined);
  const guard = <T>(work: Promise<T>): Promise<T> =>
    work.catch((error: unknown) => {
      fail(error);
      return new Promise<T>(() => undefined);
    });
  return {
    failed,
    store: {
      load: (run) => guard(store.load(run)),
      append: (run, entry) => guard(store.append(run, entry)),
      resolve: (run, entry) => guard(store.resolve(run, entry)),
    },
    // what follows the tool's function is written if it can be: see `runOnce`
    effects: effects && {
      ...effects,
      begin: (call) => guard(effects.begin(call)),
      renew: (call, heldBy) => guard(effects.renew(call, heldBy)),
    },
  };
}
