import type { DurakitErrorOptions } from '../../schemas/durakit-error.ts';
import { DurakitError } from '../../schemas/durakit-error.ts';
import { isStatusName } from '../../schemas/status.ts';
import type { AgentResponse } from './agent-response.ts';

/** What an {@link AgentError} is made of. */
export interface AgentErrorOptions<TState = unknown> {
  /** A name that is none of gRPC's becomes UNKNOWN. */
  readonly status: string;
  /** With the status in front of it, where it is one of ours. */
  readonly message: string;
  readonly details?: unknown;
  readonly cause?: unknown;
  readonly response: AgentResponse<TState>;
}

/** A turn that failed, and what the conversation was before it: it can go on from there. Source: Genkit `ai/src/agent-core.ts`. */
export class AgentError<TState = unknown> extends DurakitError {
  /** The custom state of the last good turn. */
  readonly state: TState | undefined;
  /** The last good snapshot. */
  readonly snapshotId: string | undefined;
  readonly response: AgentResponse<TState>;

  constructor({ status, message, details, cause, response }: AgentErrorOptions<TState>) {
    super(toErrorOptions({ status, message, details, cause }));
    this.name = 'AgentError';
    this.state = response.state;
    this.snapshotId = response.snapshotId;
    this.response = response;
  }
}

/** The message keeps its words: one that begins with its status is split, so that `originalMessage` is the text alone. */
function toErrorOptions({ status, message, details, cause }: Omit<AgentErrorOptions, 'response'>): DurakitErrorOptions {
  const prefix = `${status}: `;
  const hasPrefix = message.startsWith(prefix);
  return {
    status: isStatusName(status) ? status : 'UNKNOWN',
    message: hasPrefix ? message.slice(prefix.length) : message,
    verbatim: !hasPrefix || !isStatusName(status),
    details,
    cause,
  };
}

/**
 * An agent was called in a way that it never works: thrown before anything runs, with its status, where a turn that fails is an output.
 * Source: Genkit `ai/src/agent.ts`.
 */
export class AgentInitError extends DurakitError {
  constructor(options: DurakitErrorOptions) {
    super(options);
    this.name = 'AgentInitError';
  }
}
