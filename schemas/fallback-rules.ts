import type { ErrorClass } from './error-class.ts';

/** How a call goes from one model to the next. JSON: the default model's rules come with the bundle. */
export interface FallbackRules {
  /** In the order in which they are asked, the first included. */
  readonly models: readonly FallbackModel[];
  /** The classes of errors that another model is asked for. */
  readonly on: readonly ErrorClass[];
  readonly maxWaitMilliseconds: number;
  readonly cooldownMilliseconds: number;
}

/** One of the models, with settings of its own. */
export interface FallbackModel {
  readonly name: string;
  readonly version?: string;
  readonly config?: Readonly<Record<string, unknown>>;
}
