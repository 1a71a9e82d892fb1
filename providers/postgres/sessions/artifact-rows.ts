import { createHash } from 'node:crypto';
import { and, eq, inArray, sql } from 'drizzle-orm';
import type { Artifact } from '../../../schemas/artifact.ts';
import { artifactsTable } from '../session-tables.ts';
import type { Transaction } from './run-in-transaction.ts';

/** Whose artifacts. */
interface ArtifactOwner {
  readonly agent: string;
  readonly sessionId: string | null;
}

/** Stores what the session does not have yet, and gives the hashes in the order of the artifacts. */
export async function writeArtifacts(
  transaction: Transaction,
  { agent, sessionId }: ArtifactOwner,
  artifacts: readonly Artifact[],
): Promise<string[]> {
  const rows = artifacts.map((artifact) => toRow(artifact));
  const known = new Set((await findArtifacts(transaction, { agent, sessionId }, rows)).map(({ hash }) => hash));
  const missing = new Map(rows.filter(({ hash }) => !known.has(hash)).map((row) => [row.hash, row]));
  if (missing.size > 0) {
    const values = [...missing.values()].map((row) => ({ agent, sessionId: sessionId ?? '', ...row }));
    await transaction.insert(artifactsTable).values(values).onConflictDoNothing();
  }
  return rows.map(({ hash }) => hash);
}

/** In the order of the hashes. */
export async function loadArtifacts(transaction: Transaction, owner: ArtifactOwner, hashes: readonly string[]): Promise<Artifact[]> {
  if (hashes.length === 0) return [];
  const { hash, json } = artifactsTable;
  const rows = await transaction.select({ hash, json }).from(artifactsTable).where(isOneOf(owner, hashes));
  const texts = new Map(rows.map((row) => [row.hash, row.json]));
  return hashes.flatMap((each) => {
    const text = texts.get(each);
    return text === undefined ? [] : [JSON.parse(text) as Artifact];
  });
}

/** A snapshot that continues one of another session has that one's artifacts. */
export async function copyArtifacts(
  transaction: Transaction,
  from: ArtifactOwner & { readonly hashes: readonly string[] },
  to: ArtifactOwner,
): Promise<void> {
  if (from.hashes.length === 0 || from.sessionId === to.sessionId) return;
  await transaction.execute(sql`
    insert into ${artifactsTable} (agent, session_id, hash, name, json)
    select agent, ${to.sessionId ?? ''}, hash, name, json from ${artifactsTable} where ${isOneOf(from, from.hashes)}
    on conflict do nothing`);
}

async function findArtifacts(
  transaction: Transaction,
  owner: ArtifactOwner,
  rows: readonly { readonly hash: string }[],
): Promise<{ hash: string }[]> {
  if (rows.length === 0) return [];
  const { hash } = artifactsTable;
  return await transaction
    .select({ hash })
    .from(artifactsTable)
    .where(
      isOneOf(
        owner,
        rows.map((row) => row.hash),
      ),
    );
}

function isOneOf({ agent, sessionId }: ArtifactOwner, hashes: readonly string[]): ReturnType<typeof and> {
  return and(eq(artifactsTable.agent, agent), eq(artifactsTable.sessionId, sessionId ?? ''), inArray(artifactsTable.hash, [...hashes]));
}

function toRow(artifact: Artifact): { hash: string; name: string | null; json: string } {
  const json = JSON.stringify(artifact);
  const hash = createHash('sha256').update(json).digest('hex');
  return { hash, name: artifact.name?.replaceAll('\0', '') ?? null, json };
}
