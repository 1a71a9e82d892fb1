/** How long to wait between two looks at a job. Milliseconds. A hint of the vendor counts instead, and is never cut short. */
export interface PollSchedule {
  readonly initial: number;
  readonly factor: number;
  readonly max: number;
}

/**
 * What becomes of the media that a finished job names by URL. `keep`: copied, the URL stays and the part's `metadata.blob` names the copy;
 * `replace`: the URL is the copy's; `none`: not copied.
 */
export type ArtefactMode = 'keep' | 'replace' | 'none';

/** What is done where nobody knows whether a paid request reached the vendor. */
export type DoubtPolicy = 'error' | 'interrupt';

/** What a background model says about its operations. JSON, with all defaults filled in. */
export interface OperationSettings {
  readonly poll: PollSchedule;
  /** From the start of the operation. Milliseconds. */
  readonly deadline: number;
  readonly artefacts: ArtefactMode;
  readonly inDoubt: DoubtPolicy;
  /** The vendor can be asked to stop a job. */
  readonly cancels: boolean;
}

/** The defaults: a look after 5 s, then ever more rarely up to one a minute, for a day. */
export const OPERATION_DEFAULTS: OperationSettings = {
  poll: { initial: 5_000, factor: 1.5, max: 60_000 },
  deadline: 24 * 60 * 60_000,
  artefacts: 'keep',
  inDoubt: 'error',
  cancels: false,
};
