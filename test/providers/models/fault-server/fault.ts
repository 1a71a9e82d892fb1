/** The forms in which vendors say when to come back. `spoken`: in the words of the error; of Gemini, `RetryInfo`. */
export type WaitForm = 'seconds' | 'date' | 'milliseconds' | 'reset' | 'spoken';

/** What the server does with one request. */
export type Fault =
  | { readonly kind: 'answer' }
  | { readonly kind: 'rate_limit'; readonly form?: WaitForm; readonly milliseconds?: number }
  | { readonly kind: 'status'; readonly status: number }
  | { readonly kind: 'overflow' | 'refusal' | 'unauthorized' | 'quota' }
  | { readonly kind: 'reset_before' | 'reset_after' | 'mute' | 'stall' | 'cut' | 'broken_json' };

/** A script of faults without settings, by their names. */
export function toFaults(...kinds: (Exclude<Fault['kind'], 'rate_limit' | 'status'> | number)[]): Fault[] {
  return kinds.map((kind) => (typeof kind === 'number' ? { kind: 'status', status: kind } : { kind }));
}
