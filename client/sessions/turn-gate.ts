/** Lets the turns of one session through in the order in which they came: the next is sent when the one before was taken. */
export interface TurnGate {
  /** `send` calls `taken` when the session has the turn, and resolves with its answer. */
  run<T>(session: string, send: (taken: () => void) => Promise<T>): Promise<T>;
}

/** Temporal takes 10 updates of one run at a time (`history.maxInFlightUpdates`): with more, it refuses some. */
const MOST_AT_ONCE = 6;

interface Lane {
  running: number;
  isSending: boolean;
  readonly waiting: (() => void)[];
}

/** A gate for the turns of this process. */
export function createTurnGate(): TurnGate {
  const lanes = new Map<string, Lane>();
  return {
    run: async (session, send) => {
      const lane = lanes.get(session) ?? { running: 0, isSending: false, waiting: [] };
      lanes.set(session, lane);
      if (isClosed(lane)) await new Promise<void>((resolve) => lane.waiting.push(resolve));
      else enter(lane);
      let isTaken = false;
      const taken = (): void => {
        if (isTaken) return;
        isTaken = true;
        lane.isSending = false;
        letIn(lane);
      };
      try {
        return await send(taken);
      } finally {
        lane.running--;
        taken();
        letIn(lane);
        if (lane.running === 0) lanes.delete(session);
      }
    },
  };
}

function isClosed({ isSending, running, waiting }: Lane): boolean {
  return isSending || running >= MOST_AT_ONCE || waiting.length > 0;
}

function enter(lane: Lane): void {
  lane.running++;
  lane.isSending = true;
}

/** Who is let in counts at once, so that nobody who comes meanwhile takes the place. */
function letIn(lane: Lane): void {
  const [next] = lane.waiting;
  if (next === undefined || lane.isSending || lane.running >= MOST_AT_ONCE) return;
  lane.waiting.shift();
  enter(lane);
  next();
}
