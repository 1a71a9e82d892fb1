/** How a child run is started; what the caller gives in `child(input, options)`. Milliseconds and JSON: a journal may hold it. */
export interface ChildOptions {
  readonly id?: string | undefined;
  readonly priority?: number | undefined;
  readonly fairnessKey?: string | undefined;
  readonly timeoutMilliseconds?: number | undefined;
}
