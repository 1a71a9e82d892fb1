import { STATUS_CODES, type StatusName } from './status.ts';

/** Every realm (Node, the workflow sandbox, two copies of the package) finds the same symbol: `instanceof` works across them. */
const MARKER = Symbol.for('durakit.error');

/** What a {@link DurakitError} is made of. */
export interface DurakitErrorOptions {
  readonly status: StatusName;
  readonly message: string;
  /** JSON; what a program needs to act on the error. It crosses to the caller of a flow, so no secrets. */
  readonly details?: unknown;
  /** Genkit's name for `details`. */
  readonly detail?: unknown;
  /** Prefixed to the message, as in Genkit: the plugin or part that failed. */
  readonly source?: string;
  /** The step, tool or model that failed, set where the error crosses from an action to the flow. */
  readonly step?: string;
  readonly cause?: unknown;
  /** True where another try would fail again whatever the status says. */
  readonly nonRetryable?: boolean;
  /** The message as it stands, without the `STATUS: ` prefix: for errors that began as another library's. */
  readonly verbatim?: boolean;
}

/**
 * The one error that crosses borders: from a step to its flow, from a flow to its caller, from a server to its client.
 * `message` is `STATUS: text` as Genkit's; `originalMessage` is the text alone.
 */
export class DurakitError extends Error {
  readonly status: StatusName;
  readonly details: unknown;
  readonly source: string | undefined;
  readonly step: string | undefined;
  readonly originalMessage: string;
  readonly nonRetryable: boolean;

  constructor(options: DurakitErrorOptions) {
    super(toMessage(options), options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'DurakitError';
    this.status = options.status;
    this.details = options.details ?? options.detail;
    this.source = options.source;
    this.step = options.step;
    this.originalMessage = options.message;
    this.nonRetryable = options.nonRetryable === true;
    Object.defineProperty(this, MARKER, { value: true });
  }

  static override [Symbol.hasInstance](this: unknown, value: unknown): boolean {
    if (this !== DurakitError) return Function.prototype[Symbol.hasInstance].call(this, value);
    return typeof value === 'object' && value !== null && MARKER in value;
  }

  /** gRPC's number, as Genkit's reflection API sends it. */
  get code(): number {
    return STATUS_CODES[this.status].grpc;
  }

  /** Genkit's name for {@link details}. */
  get detail(): unknown {
    return this.details;
  }

  toJSON(): { status: StatusName; message: string; details?: unknown } {
    const json = { status: this.status, message: this.originalMessage };
    return this.details === undefined ? json : { ...json, details: this.details };
  }
}

function toMessage({ status, message, source, verbatim }: DurakitErrorOptions): string {
  if (verbatim === true) return message;
  return `${source === undefined ? '' : `${source}: `}${status}: ${message}`;
}
