import type { DurakitClient } from '../client/durakit-client.ts';
import { toClientError } from '../client/to-client-error.ts';

const LIMIT_MILLISECONDS = 3_000;

/** 200 where runs can be started, else 503 and why. Without a connection (flows that run in this process) there is nothing to ask. */
export async function answerHealth(connection: (() => Promise<DurakitClient>) | undefined): Promise<Response> {
  if (connection === undefined) return Response.json({ status: 'ok' });
  try {
    const { temporal } = await connection();
    await temporal.withDeadline(Date.now() + LIMIT_MILLISECONDS, () => temporal.workflowService.getSystemInfo({}));
    return Response.json({ status: 'ok' });
  } catch (error) {
    return Response.json(
      { status: 'unavailable', message: toClientError(error, { what: 'asking Temporal' }).originalMessage },
      { status: 503 },
    );
  }
}
