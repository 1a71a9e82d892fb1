import { FOR_ROWS, type GetSnapshotOptions, type SessionStore, type SnapshotMutator } from '../../../engine/sessions/session-store.ts';
import { toSnapshotLookup } from '../../../engine/sessions/snapshot-lookup.ts';
import { DurakitError } from '../../../schemas/durakit-error.ts';
import type { SessionSnapshot } from '../../../schemas/session-snapshot.ts';
import { checkId } from './check-id.ts';
import type { SessionRows } from './open-session-rows.ts';

/** Options of {@link PostgresSessionStore}. */
export interface PostgresSessionStoreOptions {
  /**
   * Whose snapshots: two agents never see each other's. Default: those of all stores without a name are together. In durable mode an agent
   * whose store names no `databaseUrl` has its own name here, whatever this says: give that name to a store that is to read its sessions.
   */
  readonly agent?: string;
  /** Default: the environment's `DATABASE_URL`, as it is when the store is first used; in durable mode the installation's database. */
  readonly databaseUrl?: string;
  /** True: looking up a session that has two leaves is an error, FAILED_PRECONDITION. Default false: the newest is taken. */
  readonly rejectBranchingSessions?: boolean;
}

/**
 * Snapshots in the tables of durakit, where `durakit migrate` was run. Nothing is loaded or connected before the store is used. Messages are stored
 * once, however many snapshots and branches have them, and a turn sends its new ones only. All processes see each other's changes.
 * Ids may have 800 bytes, and no NUL. Throws UNAVAILABLE where the database is away, FAILED_PRECONDITION where the tables are missing.
 */
export class PostgresSessionStore<TState = unknown> implements SessionStore<TState> {
  readonly #options: PostgresSessionStoreOptions;
  readonly #agent: string;

  readonly [FOR_ROWS]: boolean;

  constructor(options: PostgresSessionStoreOptions = {}) {
    this[FOR_ROWS] = options.databaseUrl === undefined;
    this.#options = options;
    this.#agent = options.agent ?? '';
    checkId('agent', this.#agent);
  }

  async getSnapshot(options: GetSnapshotOptions): Promise<SessionSnapshot<TState> | undefined> {
    const { rejectBranchingSessions } = this.#options;
    const request = { agent: this.#agent, lookup: toSnapshotLookup(options), rejectBranchingSessions };
    return (await (await this.#open()).load(request)) as SessionSnapshot<TState> | undefined;
  }

  async saveSnapshot(snapshotId: string | undefined, mutator: SnapshotMutator<TState>): Promise<string | null> {
    return await (await this.#open()).save({ agent: this.#agent, snapshotId, mutator: mutator as SnapshotMutator });
  }

  onSnapshotStateChange(snapshotId: string, callback: (snapshot: SessionSnapshot<TState>) => void): () => void {
    checkId('snapshot id', snapshotId);
    let isWatched = true;
    let stop: (() => void) | undefined;
    let reading = Promise.resolve();
    const read = async (): Promise<void> => {
      const snapshot = isWatched ? await this.getSnapshot({ snapshotId }) : undefined;
      if (isWatched && snapshot !== undefined) callback(snapshot);
    };
    const watch = ({ watch: begin }: SessionRows): void => {
      if (!isWatched) return;
      stop = begin({ agent: this.#agent, snapshotId }, () => {
        // one after the other, so that the last one told is the newest; a database that is away tells again when it is back
        reading = reading.then(read).catch(() => undefined);
      });
    };
    void openRows(this.#url()).then(watch);
    return () => {
      isWatched = false;
      stop?.();
    };
  }

  async #open(): Promise<SessionRows> {
    return await openRows(this.#url());
  }

  #url(): string {
    const url = this.#options.databaseUrl ?? process.env['DATABASE_URL'] ?? '';
    if (url !== '') return url;
    throw new DurakitError({
      status: 'FAILED_PRECONDITION',
      message:
        'PostgresSessionStore has no database: set DATABASE_URL, or give it `databaseUrl`. `durakit dev` starts a database and sets it.',
    });
  }
}

/** An app that keeps its sessions elsewhere does not load the driver. */
async function openRows(url: string): Promise<SessionRows> {
  const { openSessionRows } = await import('./open-session-rows.ts');
  return openSessionRows(url);
}
