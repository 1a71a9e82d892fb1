import type { DurakitClient } from '../../client/durakit-client.ts';
import type { SessionNames } from '../../client/sessions/session-names.ts';
import type { SessionState } from '../../schemas/session-state.ts';
import type { Terminal } from '../terminal.ts';
import type { Transcript } from './create-transcript.ts';
import type { LineSource } from './line-source.ts';

/** A chat that is open. */
export interface Chat {
  readonly client: DurakitClient;
  readonly terminal: Terminal;
  readonly names: SessionNames;
  readonly lines: LineSource;
  readonly transcript: Transcript;
  /** Aborts when the chat is left in the middle. */
  readonly leaving: AbortSignal;
  /** True while a turn runs. */
  isBusy: boolean;
  /** The conversation, where the agent itself keeps none. */
  state: SessionState | undefined;
}
