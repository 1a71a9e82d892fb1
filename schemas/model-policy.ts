/** How one call of a model is to be made, beside the app's own rules. JSON; it travels with the activity. */
export interface ModelPolicy {
  /** A longer wait that the vendor asks for ends the call. */
  readonly maxWaitMilliseconds?: number;
  /** The model is left alone for so long where it was given up, and not asked while it is. Absent: neither. */
  readonly cooldownMilliseconds?: number;
}
