/** Which payloads leave the history for the database. Only with a database: without one all stay, up to Temporal's own limit. */
export interface ExternalStorageSettings {
  /**
   * Payloads of at least as many bytes are stored in Postgres, and the history holds a short claim instead. Default: `DURAKIT_EXTERNAL_STORAGE_THRESHOLD`,
   * else 2048. Processes of one installation may differ: a claim is opened whatever the threshold.
   */
  readonly threshold?: number;
  /** The most bytes that one input or result may have. Default: `DURAKIT_EXTERNAL_STORAGE_MAXIMUM`, else 67108864 (64 MiB). */
  readonly maximum?: number;
  /** Whether claims show the first 100 characters of plain JSON, for people who read the run in Temporal's UI. Default true; what is encrypted is never shown. */
  readonly preview?: boolean;
}
