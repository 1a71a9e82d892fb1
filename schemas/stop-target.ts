/** One call of an activity, whichever of its tries runs: what a stop names. */
export interface StopTarget {
  readonly workflowId: string;
  readonly runId: string;
  readonly activityId: string;
}
