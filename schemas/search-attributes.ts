/**
 * The search attributes of every run, all of Temporal's type `Keyword`: list and filter runs by them in its UI and CLI.
 * They must be registered with the namespace before the first run; the development server and `durakit worker` do so.
 */
export const SEARCH_ATTRIBUTES = {
  /** `flow`, `operation` or `agent`. */
  kind: 'DurakitKind',
  /** The flow's, model's or agent's name. */
  name: 'DurakitName',
  session: 'DurakitSession',
  /** `running` or `waiting`. */
  status: 'DurakitStatus',
  model: 'DurakitModel',
} as const;
