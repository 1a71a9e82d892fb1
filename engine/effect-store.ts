import type { ActionKey } from '../schemas/action-key.ts';
import type { FailureData } from '../schemas/failure-data.ts';

/** One call of a tool whose effects are `once`, in the same words each time it is tried. */
export interface EffectCall {
  /** Made of all the rest but {@link EffectCall.holder}: a repeated try has the same. */
  readonly callId: string;
  readonly workflowId: string;
  readonly runId: string;
  /** Where in the run: the id of the activity, or in a journaled flow the step, by what the journal recognises it by. */
  readonly place: string;
  readonly tool: ActionKey;
  readonly inputHash: string;
  /** Tells calls at one place with the same tool and input apart: 1 for the first. */
  readonly number: number;
  /** Which try this is: only the try that holds a call writes its outcome. */
  readonly holder: string;
}

/** How a call ended. Values are JSON. */
export type EffectOutcome =
  { readonly state: 'returned'; readonly output: unknown } | { readonly state: 'threw'; readonly failure: FailureData };

/** What is known of a call when it begins. `in-doubt`: a try began at `since` (ISO 8601) and nobody knows how it ended. */
export type EffectState =
  EffectOutcome | { readonly state: 'new' } | { readonly state: 'in-doubt'; readonly since: string; readonly holder: string };

/** Where calls with effects `once` are written down: that they begin, and how they ended. */
export interface EffectStore {
  /** Writes the intent of a call that is new; of one that is not, says what is known. */
  begin(call: EffectCall): Promise<EffectState>;
  /** Takes a call in doubt over from the try that held it. False where another try was faster. */
  renew(call: EffectCall, heldBy: string): Promise<boolean>;
  /** Writes the outcome; nothing where the call has one, or another try holds it. */
  finish(call: EffectCall, outcome: EffectOutcome): Promise<void>;
  /** Takes the intent back: the call did nothing. Nothing happens where another try holds it. */
  withdraw(call: EffectCall): Promise<void>;
}
