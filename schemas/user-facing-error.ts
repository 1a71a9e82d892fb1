import { DurakitError } from './durakit-error.ts';
import type { StatusName } from './status.ts';

/** An error whose message may be shown to the caller of a server. Source: Genkit `core/src/error.ts`. */
export class UserFacingError extends DurakitError {
  constructor(status: StatusName, message: string, details?: unknown) {
    super({ status, message, ...(details !== undefined && { details }) });
    this.name = 'UserFacingError';
  }
}
