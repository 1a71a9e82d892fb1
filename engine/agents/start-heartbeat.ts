/** How often a turn that runs on alone, in a process that nothing would restart, says that it is alive. Source: Genkit `ai/src/agent.ts`. */
const HEARTBEAT_MILLISECONDS = 30_000;
/** A row that was silent for so long is read as `expired`. */
const SILENCE_MILLISECONDS = 60_000;

/** Calls `beat` every 30 s until the returned function is called. A beat that fails is followed by the next; none keeps the process alive. */
export function startHeartbeat(beat: () => Promise<void>): () => void {
  let timer: ReturnType<typeof setTimeout>;
  let stopped = false;
  const next = (): void => {
    timer = setTimeout(() => {
      void beat()
        .catch(() => undefined)
        .then(() => (stopped ? undefined : next()));
    }, HEARTBEAT_MILLISECONDS);
    (timer as { unref?: () => void }).unref?.();
  };
  next();
  return () => {
    stopped = true;
    clearTimeout(timer);
  };
}

/** Whether a sign of life is too old. A row without one has not expired: its turn may be one that is restarted elsewhere. */
export function isSilent(heartbeatAt: string | undefined, now: number): boolean {
  const last = heartbeatAt === undefined ? NaN : Date.parse(heartbeatAt);
  return now - last > SILENCE_MILLISECONDS;
}
