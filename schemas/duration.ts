import type { StringValue } from 'ms';

/** Milliseconds, or a text such as `'10s'`, `'2 hours'`, `'7d'` (the grammar of the `ms` package, as in Temporal's SDK). */
export type Duration = number | StringValue;
