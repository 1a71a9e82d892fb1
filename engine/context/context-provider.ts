import type { ActionContext } from '../../schemas/action-context.ts';

/** A request as every web framework can give it. Names of headers are in lower case. Source: Genkit `core/src/context.ts`. */
export interface RequestData<TInput = unknown> {
  readonly method: 'GET' | 'PUT' | 'POST' | 'DELETE' | 'OPTIONS' | 'QUERY';
  readonly headers: Readonly<Record<string, string>>;
  readonly input: TInput;
}

/** Makes the context of a run from the request that starts it. What it throws fails the request; the action does not run. */
export type ContextProvider<TContext extends ActionContext = ActionContext, TInput = unknown> = (
  request: RequestData<TInput>,
) => TContext | Promise<TContext>;
