import type { SnapshotRow } from '../../../schemas/session-listing.ts';
import { DurakitError } from '../../../schemas/durakit-error.ts';
import type { AgentFinishReason } from '../../../schemas/agent-finish-reason.ts';
import type { RuntimeError, SessionSnapshot, SnapshotStatus } from '../../../schemas/session-snapshot.ts';
import type { snapshotsTable } from '../session-tables.ts';

export type StoredSnapshot = typeof snapshotsTable.$inferSelect;

/** What lists of snapshots read: nothing that grows with the state. */
export type StoredSnapshotLine = Pick<
  StoredSnapshot,
  'snapshotId' | 'sessionId' | 'parentId' | 'status' | 'finishReason' | 'error' | 'createdAt' | 'updatedAt' | 'heartbeatAt'
>;

/** A row as the program knows it, without its state. */
export function toSnapshotLine(row: StoredSnapshotLine): Omit<SessionSnapshot, 'state'> {
  const { snapshotId, sessionId, parentId, createdAt, updatedAt, heartbeatAt, status, finishReason, error } = row;
  return {
    snapshotId,
    ...(sessionId !== null && { sessionId }),
    ...(parentId !== null && { parentId }),
    createdAt: createdAt.toISOString(),
    ...(updatedAt !== null && { updatedAt: updatedAt.toISOString() }),
    ...(heartbeatAt !== null && { heartbeatAt: heartbeatAt.toISOString() }),
    ...(status !== null && { status: status as SnapshotStatus }),
    ...(finishReason !== null && { finishReason: finishReason as AgentFinishReason }),
    ...(error !== null && { error: JSON.parse(error) as RuntimeError }),
  };
}

/** A row of a session. */
export function toSnapshotRow(row: StoredSnapshotLine): SnapshotRow {
  return { ...toSnapshotLine(row), sessionId: row.sessionId ?? '' };
}

/** Throws INVALID_ARGUMENT for what is no date. */
export function toDate(what: string, text: string): Date {
  const date = new Date(text);
  if (!Number.isNaN(date.getTime())) return date;
  throw new DurakitError({ status: 'INVALID_ARGUMENT', message: `${what} is ${JSON.stringify(text)}: that is no ISO date.` });
}

/** Null for what is missing. */
export function toOptionalDate(what: string, text: string | undefined): Date | null {
  return text === undefined ? null : toDate(what, text);
}

/** JSON as text, null for undefined. */
export function toText(value: unknown): string | null {
  return JSON.stringify(value) ?? null;
}

/** Who pins the messages of a snapshot. Encoded, so that no two snapshots have one owner. */
export function toPinOwner(agent: string, snapshotId: string): string {
  return `snapshot/${encodeURIComponent(agent)}/${encodeURIComponent(snapshotId)}`;
}
