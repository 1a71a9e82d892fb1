import type { BegunTurn, SessionRecords } from '../../../../engine/sessions/session-records.ts';
import type { Artifact } from '../../../../schemas/artifact.ts';
import type { MessageData } from '../../../../schemas/message.ts';
import type { Database } from '../../../../providers/postgres/database.ts';

export const RUNNER = 'agent/test/session/first-run';

let clock = Date.parse('2026-01-01T00:00:00.000Z');

export function say(text: string, role: MessageData['role'] = 'user'): MessageData {
  return { role, content: [{ text }] };
}

/** A turn of a session that begins, a millisecond after the one before. */
export function toBegun(sessionId: string, snapshotId: string, given: Partial<BegunTurn> & { readonly parentId?: string } = {}): BegunTurn {
  const { parentId, ...rest } = given;
  const createdAt = new Date(clock++).toISOString();
  return {
    runner: RUNNER,
    ...rest,
    snapshot: { snapshotId, sessionId, createdAt, status: 'pending', ...(parentId !== undefined && { parentId }) },
  };
}

/** What a whole turn leaves. */
export interface WholeTurn {
  readonly agent?: string;
  readonly sessionId: string;
  readonly snapshotId: string;
  readonly parentId?: string;
  readonly messageId?: string;
  readonly userId?: string;
  readonly status?: 'completed' | 'failed';
  /** What comes after the parent's messages. */
  readonly messages?: readonly MessageData[];
  readonly custom?: unknown;
  readonly artifacts?: readonly Artifact[];
  readonly tokens?: number;
}

/** Begins and ends a turn, and gives the head of its conversation. */
export async function runWholeTurn(records: SessionRecords, turn: WholeTurn): Promise<string | null> {
  const { agent = 'test', sessionId, snapshotId, parentId, messageId, userId, status = 'completed', messages = [say(snapshotId)] } = turn;
  const begun = toBegun(sessionId, snapshotId, {
    ...(parentId !== undefined && { parentId }),
    ...(messageId !== undefined && { messageId }),
    ...(userId !== undefined && { userId }),
  });
  await records.begin(agent, begun);
  const parent = parentId === undefined ? undefined : await records.load(agent, { snapshotId: parentId });
  const { head } = await records.end(agent, {
    snapshot: { ...begun.snapshot, status, finishReason: status === 'completed' ? 'stop' : 'failed', updatedAt: begun.snapshot.createdAt },
    conversation: { head: parent?.head ?? null, delta: messages },
    ...('custom' in turn && { custom: { value: turn.custom } }),
    ...(turn.artifacts !== undefined && { artifacts: turn.artifacts }),
    ...(turn.tokens !== undefined && { tokens: turn.tokens }),
  });
  return head;
}

/** How many rows a part of a statement after `from` finds. */
export async function countFrom({ pool }: Database, statement: string, ...values: unknown[]): Promise<number> {
  const { rows } = await pool.query<{ count: number }>(`select count(*)::int as count from ${statement}`, values);
  return rows[0]?.count ?? -1;
}
