import type { SessionState } from '../../../schemas/session-state.ts';

/** What is kept elsewhere than in a shape. */
export type StateParts = Required<Pick<SessionState, 'messages' | 'artifacts'>> &
  Pick<SessionState, 'custom'> & { readonly sessionId: string | undefined };

/** Of states that records write: all parts, in this order. */
export const WHOLE_SHAPE = '{"sessionId":null,"messages":[],"artifacts":[],"custom":null}';

/** Which members a state has, and in which order: `toState(toShape(state), its parts)` is the same JSON again. */
export function toShape(state: SessionState): string {
  return JSON.stringify({
    ...state,
    ...(state.messages !== undefined && { messages: [] }),
    ...(state.artifacts !== undefined && { artifacts: [] }),
    ...('custom' in state && { custom: state.custom === undefined ? undefined : null }),
  });
}

/** The state of a shape with what is kept elsewhere. */
export function toState(shape: string, { messages, artifacts, custom, sessionId }: StateParts): SessionState {
  const state = JSON.parse(shape) as Record<string, unknown>;
  if ('messages' in state) state['messages'] = messages;
  if ('artifacts' in state) state['artifacts'] = artifacts;
  if ('custom' in state) state['custom'] = custom;
  if (custom === undefined) delete state['custom'];
  if (state['sessionId'] === null) state['sessionId'] = sessionId;
  return state;
}
