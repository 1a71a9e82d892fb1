import type { JournalEntry } from '../../engine/journal-store.ts';
import { DurakitError } from '../../schemas/durakit-error.ts';

/** What a call of the flow is recognised by. */
export type CallIdentity = Pick<JournalEntry, 'key' | 'name' | 'inputHash'>;

/**
 * Gives recorded results back to a flow that runs again from its start. Calls find their entry by key, name and input, so
 * branches that run side by side may call in another order than the first time; results come in the order in which
 * they came then, so races end the same way. A call that the journal does not know waits until everything recorded was
 * asked for; if that never happens, the flow has changed.
 */
export interface JournalReplay {
  /** The entry of a call, taken once. Undefined for a call that was not made before: then it is a new one. */
  claim(call: CallIdentity): Promise<JournalEntry | undefined>;
  /** Throws FAILED_PRECONDITION where the flow ended although something recorded was never asked for. */
  assertComplete(): void;
}

/** How long a flow may be busy with itself between two calls before a missing one counts as changed code. */
const STALL_MILLISECONDS = 10_000;

export function createJournalReplay(recorded: readonly JournalEntry[], stallMilliseconds: number = STALL_MILLISECONDS): JournalReplay {
  const unclaimed = new Set(recorded);
  const order = recorded
    .filter(({ state }) => state !== 'pending')
    .sort((first, second) => (first.completion ?? 0) - (second.completion ?? 0));
  const waiting = new Map<JournalEntry, () => void>();
  const parked = new Map<CallIdentity, { resolve: (entry: undefined) => void; reject: (error: Error) => void }>();
  let stall: NodeJS.Timeout | undefined;

  function advance(): void {
    clearTimeout(stall);
    const next = order[0];
    const deliver = next === undefined ? undefined : waiting.get(next);
    if (next !== undefined && deliver !== undefined) {
      order.shift();
      waiting.delete(next);
      deliver();
      // One result a turn: what the flow does with it comes before the next one.
      setImmediate(advance);
    } else if (next === undefined) {
      for (const [call, { resolve }] of parked) {
        parked.delete(call);
        resolve(undefined);
      }
    } else if (waiting.size > 0 || parked.size > 0) {
      stall = setTimeout(onStall, stallMilliseconds);
    }
  }

  function onStall(): void {
    const [early] = waiting.keys();
    const [oldest] = parked;
    if (oldest !== undefined) {
      const [call, { reject }] = oldest;
      parked.delete(call);
      reject(changed(`it called ${describe(call)}, where the first time it called ${[...unclaimed].map(describe).join(', ')}`));
    } else if (early !== undefined) {
      order.splice(order.indexOf(early), 1);
      order.unshift(early);
    }
    advance();
  }

  return {
    claim: async (call) => {
      const entry = [...unclaimed].find(
        ({ key, name, inputHash }) => key === call.key && name === call.name && inputHash === call.inputHash,
      );
      if (entry === undefined) {
        if (order.length === 0) return undefined;
        return await new Promise((resolve, reject) => {
          parked.set(call, { resolve, reject });
          advance();
        });
      }
      unclaimed.delete(entry);
      if (entry.state === 'pending') return entry;
      return await new Promise((resolve) => {
        waiting.set(entry, () => resolve(entry));
        advance();
      });
    },
    assertComplete: () => {
      clearTimeout(stall);
      const left = [...unclaimed].filter(({ state }) => state !== 'pending');
      if (left.length > 0) throw changed(`it ended without calling ${left.map(describe).join(', ')} again`);
    },
  };
}

function describe({ key, name, inputHash }: CallIdentity): string {
  return `'${name}' (${key}, input ${inputHash.slice(0, 8)})`;
}

function changed(what: string): DurakitError {
  return new DurakitError({
    status: 'FAILED_PRECONDITION',
    message:
      `Nondeterminism: this flow runs journaled, and run again from its start it did not do what its journal says: ${what}. ` +
      'Between two steps a flow must do the same each time: put what changes (time, randomness, files, module state) into a step with ai.run.',
  });
}
