import type { ChildOptions } from './child-options.ts';
import type { ActionContext } from './action-context.ts';
import type { FailureData } from './failure-data.ts';
import type { FlowEnvelope } from './flow-envelope.ts';
import type { GenerateRequest } from './generate-request.ts';
import type { PendingInterrupt } from './pending-interrupt.ts';
import type { ToolRun } from './tool-run.ts';

/** How an action ended. Values are JSON. */
export type JournalResult = { readonly state: 'returned'; readonly value: unknown } | { readonly state: 'threw'; readonly value: unknown };

/** Something that a journaled flow waits for and that its workflow does for it; `position` is its row in the journal. */
export type JournalWait =
  | { readonly kind: 'sleep'; readonly position: number; readonly milliseconds: number; readonly summary: string }
  | {
      readonly kind: 'event';
      readonly position: number;
      readonly name: string;
      readonly deadline?: number | undefined;
      readonly interrupt?: PendingInterrupt | undefined;
    }
  | {
      readonly kind: 'operation';
      readonly position: number;
      /** The model's. */
      readonly name: string;
      readonly request: GenerateRequest;
      readonly mode: 'result' | 'start';
      readonly context: ActionContext;
    }
  | {
      readonly kind: 'flow';
      readonly position: number;
      readonly name: string;
      readonly input: unknown;
      readonly context: ActionContext;
      readonly options: ChildOptions;
      readonly tool?: ToolRun | undefined;
    };

/** What one activity of a journaled flow gives back to its workflow. `steps`: what it did, for people. */
export type JournalOutcome =
  | { readonly state: 'returned'; readonly output: unknown; readonly steps: readonly string[] }
  | { readonly state: 'threw'; readonly failure: FailureData; readonly steps: readonly string[] }
  | { readonly state: 'waiting'; readonly waits: readonly JournalWait[]; readonly steps: readonly string[] };

/** The end of a wait, on its way into the journal. */
export type JournalResolution = JournalResult & { readonly position: number };

/** The second argument of a journaled flow's activity. */
export interface JournalEnvelope extends FlowEnvelope {
  readonly resolutions?: readonly JournalResolution[];
}
