import { randomUUID } from 'node:crypto';
import type { SessionCaller } from '../../engine/sessions/session-caller.ts';
import type { GenerateResponseChunkData } from '../../schemas/generate-response.ts';
import type { SessionLimits } from '../../schemas/session-turn.ts';
import type { DurakitClient } from '../durakit-client.ts';
import { abortTurn } from './abort-turn.ts';
import { callAgentOnce } from './call-agent-once.ts';
import { checkSessionId } from './check-session-id.ts';
import { sendTurn } from './send-turn.ts';
import { createTurnGate } from './turn-gate.ts';

/** Calls agents through the client, which is asked for with each call: it may have to be connected first. */
export function createSessionCaller(client: () => Promise<DurakitClient>, limits?: SessionLimits): SessionCaller {
  const gate = createTurnGate();
  return {
    callSession: async ({ onChunk: listener, ...call }) => {
      const onChunk = listener && ((modelChunk: GenerateResponseChunkData): void => listener({ modelChunk }));
      checkSessionId(call);
      const { temporal, taskQueue } = await client();
      return await gate.run(`${call.agent}/${call.sessionId}`, (onTaken) =>
        sendTurn(temporal, { ...call, ...(onChunk !== undefined && { onChunk }), taskQueue, limits, onTaken }),
      );
    },
    callOnce: async (call) => {
      const { temporal, taskQueue } = await client();
      return await callAgentOnce(temporal, { ...call, taskQueue });
    },
    abort: async (agent, sessionId, snapshotId) => await abortTurn((await client()).temporal, { agent, sessionId, target: { snapshotId } }),
    newId: randomUUID,
  };
}
