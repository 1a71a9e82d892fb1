import type { Metadata, ToolRequestPart, ToolResponsePart } from './part.ts';

/** A tool's question that a run waits to have answered (`ai.waitForReply`). JSON. */
export interface PendingInterrupt {
  /** The tool's name, as the model wrote it. */
  readonly name: string;
  /** Tells two calls of one tool apart. */
  readonly ref?: string | undefined;
  readonly input?: unknown;
  /** What the tool said when it interrupted; `true` where it said nothing. */
  readonly interrupt: unknown;
  /** False for tools that can be answered and not run again. */
  readonly restartable: boolean;
  /** The tool's full name: its schemas are found by it. */
  readonly tool: string;
}

/** Which interrupt is meant; the ref may be left out where only one call of that tool waits. */
export interface InterruptReference {
  readonly name: string;
  readonly ref?: string | undefined;
}

/** An answer to an interrupt on its way to the run. */
export type InterruptReply = InterruptReference &
  (
    | { readonly kind: 'respond'; readonly output: unknown; readonly metadata?: Metadata | undefined }
    | {
        readonly kind: 'restart';
        /** Given to the tool as `resumed`. */
        readonly resumed?: unknown;
        /** Instead of the model's. */
        readonly input?: unknown;
      }
  );

/** What `generate({ resume })` takes. Source: Genkit `ai/src/generate.ts`. */
export interface ResumeOptions {
  readonly respond?: ToolResponsePart | readonly ToolResponsePart[] | undefined;
  readonly restart?: ToolRequestPart | readonly ToolRequestPart[] | undefined;
  /** Kept as `metadata.resumed` of the tool message. */
  readonly metadata?: Metadata | undefined;
}

/** The event by which a reply reaches the flow that waits for it. */
export function toReplyEvent({ name, ref }: InterruptReference): string {
  return ref === undefined ? `reply/${name}` : `reply/${name}#${ref}`;
}

/** The query by which a run lists its {@link PendingInterrupt}s. */
export const INTERRUPTS_QUERY = 'interrupts';
/** The update that takes an {@link InterruptReply}; its validator rejects what does not fit. */
export const RESPOND_UPDATE = 'respond';
