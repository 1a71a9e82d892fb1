import type { ActionContext } from '../schemas/action-context.ts';
import type { Duration } from '../schemas/duration.ts';
import type { ExternalStorageSettings } from '../schemas/external-storage-settings.ts';
import type { ModelLimits } from '../schemas/model-policy.ts';
import type { StepOptions } from '../schemas/step-options.ts';
import type { BlobStore } from './blobs/blob-store.ts';
import type { ModelArgument } from './define-model.ts';
import type { Plugin } from './plugin.ts';

/** What `durakit()` takes. Source of the names: Genkit's `genkit()`. */
export interface DurakitOptions {
  readonly plugins?: readonly Plugin[];
  /** For `ai.generate` calls that name none. */
  readonly model?: ModelArgument;
  /** Under the context of every run. JSON. */
  readonly context?: ActionContext;
  /** For every step, tool and model call that says nothing else. `DURAKIT_HEARTBEAT` sets `heartbeat` from outside. */
  readonly steps?: StepOptions;
  /** For every call of a model that says nothing else in `limits`; over {@link steps}. */
  readonly models?: ModelLimits;
  /** Where `.prompt` files are, from the working directory. Default `./prompts`; null: nowhere. */
  readonly promptDir?: string | null;
  /** A name for logs and lists. */
  readonly name?: string;
  /** `durable` (default): flows are runs on a Temporal server. `inline`: they run in this process, and `DURAKIT_MODE` sets it from outside. */
  readonly mode?: 'durable' | 'inline';
  /**
   * Where its workers copy what background models make. Default: Postgres, where a database is known. A store in the file system is for
   * workers that share it. Whoever reads the copies opens the same store.
   */
  readonly blobs?: BlobStore;
  /** When the durable sessions that are started here come to rest. */
  readonly sessions?: SessionOptions;
  /** Where flows are started. Default: the standard `TEMPORAL_*` variables, else the running `durakit dev`, else localhost:7233. */
  readonly temporal?: TemporalSettings;
}

/** How to reach Temporal; what is missing comes from the environment. */
export interface TemporalSettings {
  readonly address?: string;
  readonly namespace?: string;
  readonly apiKey?: string;
  readonly taskQueue?: string;
  /** PostgreSQL, for inputs and results that are too long for a history. Default: `DATABASE_URL`, else that of the running `durakit dev`. Empty: none. */
  readonly databaseUrl?: string;
  /** Which inputs and results leave the history for the database; for the workers that serve the app as well. */
  readonly externalStorage?: ExternalStorageSettings;
}

/** When a session's run ends although nobody ends it. What is said to it later starts it again. */
export interface SessionOptions {
  /** An idle session ends its run. Default one hour. */
  readonly idleAfter?: Duration;
  /** After so many turns a session goes on in a new run with a new history. Default: when Temporal suggests it. */
  readonly turnsPerRun?: number;
}
