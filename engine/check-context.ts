import type { ActionContext } from '../schemas/action-context.ts';
import { DurakitError } from '../schemas/durakit-error.ts';
import { MAX_PAYLOAD_BYTES } from '../schemas/payload-limit.ts';
import { checkPayloadSize } from './check-payload-size.ts';

/** A context travels with every step of a durable run and is stored with it: it must be JSON, of a bearable size, and without secrets. */
export function checkContext(context: ActionContext | undefined): void {
  checkPayloadSize('The context', context, MAX_PAYLOAD_BYTES);
  if (context?.['secrets'] === undefined) return;
  throw new DurakitError({
    status: 'INVALID_ARGUMENT',
    message:
      'context.secrets cannot enter a durable run: its history would show them. ' +
      "Put keys into the worker's environment, or pass a reference that a step can look up.",
  });
}
