import type { ActionContext } from '../../schemas/action-context.ts';
import type { MessageData } from '../../schemas/message.ts';

/** What a prompt is rendered for. */
export interface PromptCall {
  readonly input?: unknown;
  /** The history. */
  readonly messages?: readonly MessageData[] | undefined;
  readonly state?: unknown;
  /** The call answers interrupts: the user's message is in the history already. */
  readonly resumes?: boolean | undefined;
}

/** One with its surroundings, on the side where prompts are rendered. */
export interface PromptRendering extends PromptCall {
  readonly context: ActionContext;
}

/** The one key of an action's input that is more than the prompt's own input. */
const CALL = '$prompt';

/**
 * The input of `/executable-prompt/<name>`: the prompt's own input, as in Genkit, so that a person sees it in the Temporal UI and
 * can write it; with a history, a state or a resume there is more to say, and it is wrapped.
 */
export function toActionInput({ input, messages, state, resumes }: PromptCall): unknown {
  if (messages === undefined && state === undefined && resumes !== true) return input;
  const call: PromptCall = {
    input,
    ...(messages !== undefined && { messages }),
    ...(state !== undefined && { state }),
    ...(resumes === true && { resumes }),
  };
  return { [CALL]: call };
}

/** The other way. */
export function fromActionInput(value: unknown): PromptCall {
  if (typeof value !== 'object' || value === null || Object.keys(value).length !== 1 || !(CALL in value)) return { input: value };
  return value[CALL] as PromptCall;
}
