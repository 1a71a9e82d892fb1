import { expect, test } from '@jest/globals';
import { openSessionRecords } from '../../../client/sessions/open-session-records.ts';
import type { SessionNames } from '../../../client/sessions/session-names.ts';
import { sweepSessions } from '../../../client/sessions/sweep-sessions.ts';
import type { SessionRecords } from '../../../engine/sessions/session-records.ts';

/** Sessions in order of age, which are used again by being taken out. */
function recordsOf(unused: SessionNames[]): SessionRecords {
  return { listUnused: async (_since: string, limit: number) => unused.slice(0, limit) } as Partial<SessionRecords> as SessionRecords;
}

const named = (sessionId: string): SessionNames => ({ agent: 'support', sessionId });

test('a session that somebody goes on with during a sweep is not deleted', async () => {
  const unused = ['1', '2', '3'].map(named);
  const remove = async ({ sessionId }: SessionNames): Promise<boolean> => {
    unused.splice(0, sessionId === '1' ? 2 : 1);
    return true;
  };
  const swept = await sweepSessions({ records: recordsOf(unused), remove, olderThan: '1 day' });
  expect(swept).toEqual({ deleted: [named('1'), named('3')], isComplete: true });
});

test('a sweep ends at its limit', async () => {
  const unused = ['1', '2', '3'].map(named);
  const sweep = (limit: number): ReturnType<typeof sweepSessions> =>
    sweepSessions({ records: recordsOf(unused), remove: async () => unused.shift() !== undefined, olderThan: '1 day', limit });
  expect(await sweep(2)).toEqual({ deleted: [named('1'), named('2')], isComplete: false });
  await expect(sweep(0)).rejects.toMatchObject({ status: 'INVALID_ARGUMENT' });
});

test('a client without a database says so once, and can be closed', async () => {
  const opened = openSessionRecords(undefined);
  await expect(opened.records()).rejects.toMatchObject({ status: 'FAILED_PRECONDITION' });
  await expect(opened.close()).resolves.toBeUndefined();
});
