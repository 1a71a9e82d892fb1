import { DurakitError } from '../../schemas/durakit-error.ts';
import type { StatusName } from '../../schemas/status.ts';

/** An answer that cannot be used, and everything that was known when that was found. Source: Genkit `ai/src/generate.ts`. */
export class GenerationResponseError<TResponse extends ResponseOfError = ResponseOfError> extends DurakitError {
  /** As JSON it is in `details.response`, also after a border; the object itself only where it was thrown. */
  readonly response: TResponse;

  constructor(response: TResponse, message: string, { status = 'FAILED_PRECONDITION', details }: ResponseErrorOptions = {}) {
    super({ status, message, details: { ...details, response: response.toJSON() } });
    this.name = 'GenerationResponseError';
    this.response = response;
  }
}

/** A `GenerateResponse`, as far as its errors need it. */
export interface ResponseOfError {
  toJSON(): unknown;
}

/** What an error of that kind may say of itself. */
export interface ResponseErrorOptions {
  readonly status?: StatusName;
  readonly details?: Readonly<Record<string, unknown>>;
}

/** The vendor refused: a safety filter, mostly. */
export class GenerationBlockedError<TResponse extends ResponseOfError = ResponseOfError> extends GenerationResponseError<TResponse> {
  constructor(response: TResponse, message: string) {
    super(response, message);
    this.name = 'GenerationBlockedError';
  }
}
