import type { AgentInput } from '../../schemas/agent-input.ts';
import type { CarriedTurn, TurnAnswer, TurnOptions } from '../../schemas/session-turn.ts';

/** A turn that somebody has sent, and who waits for it. */
export interface QueuedTurn {
  readonly input: AgentInput;
  readonly options: TurnOptions;
  /** True where a sender waits for the output: such a turn cannot be handed on to another run. */
  readonly isAwaited: boolean;
  readonly output: Promise<TurnAnswer>;
  resolve(output: TurnAnswer): void;
  reject(error: unknown): void;
}

/** The turns of a session that have not begun, in the order in which they came. */
export interface TurnQueue {
  push(turn: CarriedTurn, isAwaited: boolean): QueuedTurn;
  take(): QueuedTurn | undefined;
  /** Takes one out, by its sender's id. */
  remove(messageId: string): QueuedTurn | undefined;
  readonly length: number;
  hasAwaited(): boolean;
  /** All that is left, where nobody waits for any of it. */
  handOn(): CarriedTurn[];
}

/** An empty queue. */
export function createTurnQueue(): TurnQueue {
  const turns: QueuedTurn[] = [];
  return {
    push: (turn, isAwaited) => {
      const queued = toQueued(turn, isAwaited);
      turns.push(queued);
      return queued;
    },
    take: () => turns.shift(),
    remove: (messageId) => {
      const index = turns.findIndex(({ options }) => options.messageId === messageId);
      return index < 0 ? undefined : turns.splice(index, 1)[0];
    },
    get length() {
      return turns.length;
    },
    hasAwaited: () => turns.some(({ isAwaited }) => isAwaited),
    handOn: () => turns.splice(0).map(({ input, options }) => ({ input, options })),
  };
}

function toQueued({ input, options }: CarriedTurn, isAwaited: boolean): QueuedTurn {
  let resolve: QueuedTurn['resolve'] = () => undefined;
  let reject: QueuedTurn['reject'] = () => undefined;
  const output = new Promise<TurnAnswer>((given, refused) => {
    resolve = given;
    reject = refused;
  });
  // a signal's sender does not listen
  output.catch(() => undefined);
  return { input, options, isAwaited, output, resolve, reject };
}
