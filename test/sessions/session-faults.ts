import { sql } from 'drizzle-orm';
import type { DurakitClient } from '../../client/durakit-client.ts';
import type { SessionNames } from '../../client/sessions/session-names.ts';
import type { Database } from '../../providers/postgres/database.ts';
import type { AgentOutput } from '../../schemas/agent-output.ts';
import { textOf } from './sessions-setup.ts';

/** A session whose turns were all sent, with their texts as message ids. */
export interface CheckedSession {
  readonly client: DurakitClient;
  readonly database: Database;
  readonly names: SessionNames;
  readonly said: readonly string[];
  readonly answers: readonly PromiseSettledResult<AgentOutput>[];
}

/** What a session has of what it should not have. */
export interface SessionFaults {
  /** Answers and messages beyond one per message sent. */
  readonly duplicates: number;
  /** Messages without an answer, or with another's. */
  readonly lost: number;
  /** Messages that are not at their place in the conversation. */
  readonly outOfOrder: number;
  /** The same for people. */
  readonly texts: readonly string[];
}

/** Compares what was said with what the senders got, with the rows, and with the conversation that the session has in the end. */
export async function readSessionFaults({ client, database, names, said, answers }: CheckedSession): Promise<SessionFaults> {
  const { sessionId } = names;
  const expected = said.map((text, index) => `${index + 1}:${text}`);
  const got = answers.map((answer) =>
    answer.status === 'fulfilled' ? textOf(answer.value) || JSON.stringify(answer.value) : String(answer.reason),
  );
  const completed = await readCompleted(database, names);
  const messages = (await client.sessions.get(names))?.snapshot.state?.messages ?? [];
  const [heard, replied] = (['user', 'model'] as const).map((role) =>
    messages.filter((message) => message.role === role).map((message) => textOf({ message })),
  );
  const lost = said.filter((text, index) => got[index] !== expected[index] || !completed.includes(text) || heard?.includes(text) !== true);
  const repeated = [...repeatsOf(completed), ...repeatsOf(heard ?? [])];
  const misplaced = [
    ...expected.filter((text, index) => replied?.[index] !== text),
    ...said.filter((text, index) => heard?.[index] !== text),
  ];
  const extra = (heard?.length ?? 0) - said.length;
  return {
    duplicates: repeated.length,
    lost: lost.length,
    outOfOrder: misplaced.length,
    texts: [
      ...lost.map((text) => `${text}: lost, its sender got ${got[said.indexOf(text)]}`),
      ...repeated.map((text) => `${text}: more than once`),
      ...misplaced.map((text) => `${sessionId}: "${text}" is not at its place`),
      ...(extra === 0 ? [] : [`${sessionId}: ${heard?.length} messages`]),
    ],
  };
}

/** The message ids of all turns that have an answer. */
async function readCompleted({ orm }: Database, { agent, sessionId }: SessionNames): Promise<string[]> {
  const { rows } = await orm.execute<{ message_id: string; status: string }>(
    sql`select message_id, status from durakit.snapshots where agent = ${agent} and session_id = ${sessionId}`,
  );
  return rows.map(({ message_id: id, status }) => (status === 'completed' ? id : `${id} (${status})`));
}

function repeatsOf(texts: readonly string[]): string[] {
  return texts.filter((text, index) => texts.indexOf(text) !== index);
}
