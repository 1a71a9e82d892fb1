import { DurakitError } from '../../schemas/durakit-error.ts';
import type { ModelErrorDetails } from '../../schemas/model-error-details.ts';
import type { ActionArguments } from '../action.ts';
import { anySignal } from '../any-signal.ts';

/**
 * Runs a model with the time limits of its call: aborts it where no sign of an answer comes within `firstByteTimeout`, and where an
 * answer that has begun goes silent for `stallTimeout`. Chunks are signs, and what the model reports besides. Rejects with
 * DEADLINE_EXCEEDED of the class `timeout`, also where the model ignores its signal.
 */
export async function watchModel<T>(
  name: string,
  surroundings: ActionArguments,
  run: (surroundings: ActionArguments) => Promise<T>,
): Promise<T> {
  const { firstByteMilliseconds: firstByteTimeout, stallMilliseconds: stallTimeout } = surroundings.policy ?? {};
  if (firstByteTimeout === undefined && stallTimeout === undefined) return await run(surroundings);
  const controller = new AbortController();
  const watch = createWatch({ firstByteTimeout, stallTimeout }, (error) => controller.abort(error), name);
  const stopped = new Promise<never>((_resolve, reject) => {
    controller.signal.addEventListener('abort', () => reject(controller.signal.reason as Error), { once: true });
  });
  const answer = run({
    ...surroundings,
    abortSignal: anySignal([surroundings.abortSignal, controller.signal]),
    sendChunk: (chunk) => {
      watch.sign();
      surroundings.sendChunk(chunk);
    },
    signOfLife: () => watch.sign(),
  });
  // Where the limit came first, nobody waits for this any more.
  answer.catch(() => undefined);
  try {
    return await Promise.race([answer, stopped]);
  } finally {
    watch.stop();
  }
}

interface Watch {
  sign(): void;
  stop(): void;
}

function createWatch(
  { firstByteTimeout, stallTimeout }: { firstByteTimeout: number | undefined; stallTimeout: number | undefined },
  onTimeout: (error: DurakitError) => void,
  name: string,
): Watch {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const start = (limit: number | undefined, text: string): void => {
    clearTimeout(timer);
    timer = limit === undefined ? undefined : setTimeout(() => onTimeout(toTimeout(name, text)), limit);
  };
  start(firstByteTimeout, `no sign of an answer came within ${firstByteTimeout} ms (firstByteTimeout)`);
  return {
    sign: () => start(stallTimeout, `the answer began and then nothing came for ${stallTimeout} ms (stallTimeout)`),
    stop: () => clearTimeout(timer),
  };
}

function toTimeout(source: string, message: string): DurakitError {
  return new DurakitError({ status: 'DEADLINE_EXCEEDED', message, source, details: { class: 'timeout' } satisfies ModelErrorDetails });
}
