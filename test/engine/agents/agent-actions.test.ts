import { describe, expect, test } from '@jest/globals';
import { InMemorySessionStore, z } from '../../../index.ts';
import { callAction } from '../../../engine/call-action.ts';
import { loadedApps } from '../../../engine/app-registry.ts';
import { runInvocation } from '../../../engine/agents/run-invocation.ts';
import { agentsOf } from '../../../engine/agents/agent-definition.ts';
import { toAgentActionInput } from '../../../engine/agents/agent-action-input.ts';
import { toInputs } from '../../../engine/agents/start-invocation.ts';
import { toSnapshotPort, type SnapshotPort } from '../../../engine/sessions/snapshot-port.ts';
import type { AgentOutput } from '../../../schemas/agent-output.ts';
import { AgentMetadataSchema } from '../../../schemas/agent-requests.ts';
import type { SessionSnapshot } from '../../../schemas/session-snapshot.ts';
import { createApp, createGate, say, user } from './agent-words.ts';

const ai = createApp();
const engine = loadedApps().find((app) => app.ai === ai)?.engine as NonNullable<ReturnType<typeof loadedApps>[number]>['engine'];
const store = new InMemorySessionStore<{ n: number }>();
const stateSchema = z.object({ n: z.number() });
const stored = ai.defineCustomAgent({ name: 'acts', description: 'an agent', store, stateSchema }, async (session) => {
  await session.run(() => ({ finishReason: 'stop' as const }));
  return {};
});
ai.defineCustomAgent({ name: 'acts-free' }, async (session) => {
  await session.run(() => ({ finishReason: 'stop' as const }));
  return {};
});

describe('the actions of an agent', () => {
  test('are three, with a store and without', async () => {
    const known = Object.keys(await ai.registry.listActions());
    for (const name of ['acts', 'acts-free']) {
      expect(known).toEqual(expect.arrayContaining([`/agent/${name}`, `/agent-snapshot/${name}`, `/agent-abort/${name}`]));
    }
    expect(known.filter((key) => key.includes('session-store'))).toEqual([]);
  });

  test('say what the agent is', () => {
    const { description, metadata, inputSchema, outputSchema } = ai.registry.lookup('/agent/acts') ?? {};
    expect(description).toBe('an agent');
    expect(metadata).toMatchObject({ bidi: true, agent: { stateManagement: 'server', abortable: true } });
    expect(AgentMetadataSchema.parse(metadata?.['agent']).stateSchema).toMatchObject({ properties: { n: { type: 'number' } } });
    expect([inputSchema, outputSchema]).toEqual([expect.any(Object), expect.any(Object)]);
    expect(ai.registry.lookup('/agent/acts-free')?.metadata).toEqual({
      bidi: true,
      agent: { stateManagement: 'client', abortable: false },
    });
    expect(stored.__action).toMatchObject({ actionType: 'agent', name: 'acts' });
  });

  test('an agent is defined once', () => {
    expect(() => ai.defineCustomAgent({ name: 'acts' }, async () => ({}))).toThrow('/agent/acts is defined twice');
    expect(() => ai.defineCustomAgent({ name: '' }, async () => ({}))).toThrow('An agent needs a name');
  });

  test('one turn, and several of one conversation', async () => {
    const call = async (input: unknown): Promise<AgentOutput> =>
      (await callAction(engine, { key: '/agent/acts', name: 'acts', input, options: {} })) as AgentOutput;
    const first = await call(say('one'));
    expect(first.finishReason).toBe('stop');
    const input = toAgentActionInput({ init: { snapshotId: first.snapshotId }, inputs: [say('two'), say('three')] });
    const { snapshotId, sessionId } = await call(input);
    expect(sessionId).toBe(first.sessionId);
    expect((await store.getSnapshot({ snapshotId }))?.state?.messages).toEqual([user('one'), user('two'), user('three')]);
    await expect(call({ message: 'text' })).rejects.toMatchObject({ status: 'INVALID_ARGUMENT' });
  });

  test('a snapshot by either id', async () => {
    const { snapshotId = '', sessionId = '' } = await stored(say('one'));
    expect(await stored.getSnapshotDataAction({ snapshotId })).toMatchObject({ snapshotId, sessionId });
    expect((await stored.getSnapshotDataAction.run({ sessionId })).result).toMatchObject({ snapshotId });
    expect(await stored.getSnapshotData({ sessionId, context: {} })).toMatchObject({ snapshotId });
    await expect(stored.getSnapshotDataAction({ snapshotId: 'gone' })).rejects.toMatchObject({
      status: 'NOT_FOUND',
      originalMessage: "Snapshot 'gone' not found for agent 'acts'.",
    });
    await expect(stored.getSnapshotDataAction({})).rejects.toMatchObject({ status: 'INVALID_ARGUMENT' });
  });
});

describe('a port of its own', () => {
  test('has a pending row from the start of each turn, which stops the turn when it is aborted', async () => {
    const started = createGate();
    ai.defineCustomAgent({ name: 'ported' }, async (session, { abortSignal }) => {
      await session.run(async (_input, { snapshotId }) => {
        session.updateCustom(() => snapshotId);
        await new Promise<void>((resolve) => {
          abortSignal.addEventListener('abort', () => resolve());
          started.open();
        });
      });
      return {};
    });
    const definition = agentsOf(engine).get('ported');
    if (definition === undefined) throw new Error('the agent is not known');
    const own = new InMemorySessionStore();
    const saved: SessionSnapshot[] = [];
    const inner = toSnapshotPort(own, {});
    const { beat: _beat, ...silent } = inner;
    const port: SnapshotPort = {
      ...silent,
      save: async (snapshot) => {
        saved.push(snapshot);
        return await inner.save(snapshot);
      },
    };
    // the port makes the agent a server-managed one, whatever its definition says of a store
    const output = runInvocation(engine, definition, { inputs: toInputs([say('one')]), port, announceTurns: true });
    await started.opened;
    const newest = await own.getSnapshot({ sessionId: saved[0]?.sessionId });
    expect(newest).toMatchObject({ status: 'pending', state: { messages: [] } });
    expect(newest).not.toHaveProperty('heartbeatAt');
    expect(await inner.abort(newest?.snapshotId ?? '')).toBe('pending');
    expect(await output).toMatchObject({ finishReason: 'aborted' });
    expect(await own.getSnapshot({ snapshotId: newest?.snapshotId })).toMatchObject({ status: 'aborted' });
  });
});
