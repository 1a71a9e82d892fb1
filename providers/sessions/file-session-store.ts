import { randomUUID } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { readdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { isUndone, selectLeaf } from '../../engine/sessions/select-leaf.ts';
import type { GetSnapshotOptions, SessionStore, SessionStoreOptions, SnapshotMutator } from '../../engine/sessions/session-store.ts';
import { sessionIdOf, toSnapshotLookup } from '../../engine/sessions/snapshot-lookup.ts';
import type { SessionSnapshot } from '../../schemas/session-snapshot.ts';
import { inTurn } from './file-queue.ts';
import { readJsonFile, writeJsonFile } from './json-file.ts';
import { toInsidePath, toSnapshotPath } from './snapshot-path.ts';
import { readPointer, writePointer } from './snapshot-pointer.ts';
import { watchJsonFile } from './watch-json-file.ts';

/** Options of {@link FileSessionStore}. */
export interface FileSessionStoreOptions {
  /** Snapshots that are further back in a chain are deleted. Default: all are kept. */
  readonly maxPersistedChainLength?: number;
  /** The folder of a call, of its tenant, say. One tenant never sees another's. Default `global`. */
  readonly snapshotPathPrefix?: (options?: SessionStoreOptions) => string;
  /** True: looking up a session that has two leaves is an error, FAILED_PRECONDITION. Default false: the newest is taken. */
  readonly rejectBranchingSessions?: boolean;
  /** How often a watched file is read, beside what the system tells of it. Default 2000. */
  readonly snapshotWatchPollIntervalMs?: number;
}

/**
 * Snapshots as files, `<folder>/<prefix>/<snapshot id>.json`, and the newest of each session in `.pointers`. Writes of one process wait for
 * each other; two processes that change one snapshot at the same time may lose a change. Source of the layout: Genkit
 * `ai/src/session-stores.ts`.
 */
export class FileSessionStore<TState = unknown> implements SessionStore<TState> {
  readonly #folder: string;
  readonly #options: FileSessionStoreOptions;

  /** Makes the folder where there is none. */
  constructor(folder: string, options: FileSessionStoreOptions = {}) {
    this.#folder = path.resolve(folder);
    this.#options = options;
    mkdirSync(this.#folder, { recursive: true });
  }

  async getSnapshot(options: GetSnapshotOptions): Promise<SessionSnapshot<TState> | undefined> {
    const lookup = toSnapshotLookup(options);
    const folder = this.#folderOf(options);
    if ('snapshotId' in lookup) return await readJsonFile(toSnapshotPath(folder, lookup.snapshotId));
    return (await this.#readPointed(folder, lookup.sessionId)) ?? (await this.#findLeaf(folder, lookup.sessionId));
  }

  async saveSnapshot(
    snapshotId: string | undefined,
    mutator: SnapshotMutator<TState>,
    options: SessionStoreOptions = {},
  ): Promise<string | null> {
    const folder = this.#folderOf(options);
    if (snapshotId === undefined) return await this.#change(folder, { mutator });
    return await inTurn(toSnapshotPath(folder, snapshotId), () => this.#change(folder, { snapshotId, mutator }));
  }

  onSnapshotStateChange(
    snapshotId: string,
    callback: (snapshot: SessionSnapshot<TState>) => void,
    options: SessionStoreOptions = {},
  ): () => void {
    const folder = this.#folderOf(options);
    mkdirSync(folder, { recursive: true });
    const { snapshotWatchPollIntervalMs: interval = 2000 } = this.#options;
    return watchJsonFile(toSnapshotPath(folder, snapshotId), { interval, onChange: callback as (snapshot: unknown) => void });
  }

  #folderOf({ context }: SessionStoreOptions): string {
    const { snapshotPathPrefix = () => 'global' } = this.#options;
    return toInsidePath(this.#folder, snapshotPathPrefix({ context }));
  }

  async #change(
    folder: string,
    { snapshotId, mutator }: { readonly snapshotId?: string; readonly mutator: SnapshotMutator<TState> },
  ): Promise<string | null> {
    const current = snapshotId === undefined ? undefined : await readJsonFile<SessionSnapshot<TState>>(toSnapshotPath(folder, snapshotId));
    const changed = mutator(current);
    if (changed === null) return null;
    const saved: SessionSnapshot<TState> = { ...changed, snapshotId: snapshotId ?? changed.snapshotId ?? randomUUID() };
    await writeJsonFile(toSnapshotPath(folder, saved.snapshotId), saved);
    const sessionId = sessionIdOf(saved);
    // a row that is written again is as much a leaf as it was
    if (sessionId !== undefined && current === undefined) await writePointer(folder, sessionId, saved.snapshotId);
    await this.#prune(folder, saved);
    return saved.snapshotId;
  }

  /** Branches are only seen where all snapshots are. */
  async #readPointed(folder: string, sessionId: string): Promise<SessionSnapshot<TState> | undefined> {
    if (this.#options.rejectBranchingSessions === true) return undefined;
    const snapshotId = await readPointer(folder, sessionId);
    if (snapshotId === undefined) return undefined;
    const snapshot = await readJsonFile<SessionSnapshot<TState>>(toSnapshotPath(folder, snapshotId));
    return snapshot !== undefined && sessionIdOf(snapshot) === sessionId && !isUndone(snapshot.status) ? snapshot : undefined;
  }

  async #findLeaf(folder: string, sessionId: string): Promise<SessionSnapshot<TState> | undefined> {
    const files = await readdir(folder).catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return [];
      throw error;
    });
    const snapshots = await Promise.all(
      files.filter((file) => file.endsWith('.json')).map((file) => readJsonFile<SessionSnapshot<TState>>(path.join(folder, file))),
    );
    const own = snapshots.filter((snapshot) => snapshot !== undefined && sessionIdOf(snapshot) === sessionId);
    const { rejectBranchingSessions } = this.#options;
    const leaf = selectLeaf(own as SessionSnapshot<TState>[], { sessionId, rejectBranchingSessions });
    if (leaf !== undefined) await writePointer(folder, sessionId, leaf.snapshotId);
    return leaf;
  }

  async #prune(folder: string, newest: SessionSnapshot<TState>): Promise<void> {
    const { maxPersistedChainLength: kept = 0 } = this.#options;
    if (kept <= 0) return;
    const chain: string[] = [];
    let current: SessionSnapshot<TState> | undefined = newest;
    while (current !== undefined && !chain.includes(current.snapshotId)) {
      chain.push(current.snapshotId);
      current = current.parentId === undefined ? undefined : await readJsonFile(toSnapshotPath(folder, current.parentId));
    }
    await Promise.all(chain.slice(kept).map((snapshotId) => rm(toSnapshotPath(folder, snapshotId), { force: true })));
  }
}
