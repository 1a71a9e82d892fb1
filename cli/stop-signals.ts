import { EXIT_CODES, type ExitCode } from './exit-codes.ts';

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** One Ctrl-C may arrive twice: from the terminal, and again from npm, which passes it on. */
const SAME_PRESS_MILLISECONDS = 1_000;

/** Signals as an AbortSignal, from {@link watchStopSignals} to `dispose`. */
export interface StopSignals {
  /** Fires with the first signal. */
  readonly signal: AbortSignal;
  /** What an interrupted process exits with. */
  readonly exitCode: ExitCode;
  dispose(): void;
}

/** Takes over Ctrl-C and its kin. `onStop` is told of the first one, `onForce` of another that comes while things are being stopped. */
export function watchStopSignals({ onStop, onForce }: { onStop: () => void; onForce: () => void }): StopSignals {
  const controller = new AbortController();
  let first: { at: number; exitCode: ExitCode } | undefined;
  const listener = (signal: NodeJS.Signals): void => {
    if (first === undefined) {
      first = { at: performance.now(), exitCode: signal === 'SIGINT' ? EXIT_CODES.interrupted : EXIT_CODES.terminated };
      onStop();
      controller.abort();
    } else if (performance.now() - first.at > SAME_PRESS_MILLISECONDS) onForce();
  };
  for (const signal of SIGNALS) process.on(signal, listener);
  return {
    signal: controller.signal,
    get exitCode() {
      return first?.exitCode ?? EXIT_CODES.good;
    },
    dispose: () => SIGNALS.forEach((signal) => process.off(signal, listener)),
  };
}
