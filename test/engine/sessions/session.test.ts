import { describe, expect, test } from '@jest/globals';
import { createSession } from '../../../engine/sessions/session.ts';

const newId = (): string => 'new-id';
const message = (text: string) => ({ role: 'user' as const, content: [{ text }] });

describe('a session', () => {
  test('has an id of its own, or the one of its state', () => {
    expect(createSession({}, newId).getState()).toEqual({ sessionId: 'new-id' });
    expect(createSession({ sessionId: 'known' }, newId).sessionId).toBe('known');
  });

  test('adds and sets messages, and gives copies', () => {
    const given = { messages: [message('one')] };
    const session = createSession(given, newId);
    session.addMessages([message('two')]);
    session.getMessages().push(message('three'));
    expect(session.getMessages()).toEqual([message('one'), message('two')]);
    session.setMessages([message('four')]);
    expect(session.getMessages()).toEqual([message('four')]);
    expect(given).toEqual({ messages: [message('one')] });
  });

  test('updates the custom state and tells it', () => {
    const session = createSession<{ count: number }>({}, newId);
    const told: unknown[] = [];
    const stop = session.listen({ onCustomChanged: () => told.push(session.getCustom()) });
    session.updateCustom((custom) => ({ count: (custom?.count ?? 0) + 1 }));
    session.updateCustom((custom) => {
      if (custom !== undefined) custom.count += 1;
      return custom ?? { count: 0 };
    });
    stop();
    session.updateCustom(() => ({ count: 9 }));
    expect(told).toEqual([{ count: 1 }, { count: 2 }]);
    expect(session.getCustom()).toEqual({ count: 9 });
  });

  test('replaces artifacts by name, keeps those without one, tells of each', () => {
    const session = createSession({}, newId);
    const told: unknown[] = [];
    session.listen({ onArtifact: (artifact) => told.push(artifact) });
    const artifact = (name: string | undefined, text: string) => ({ ...(name !== undefined && { name }), parts: [{ text }] });
    session.addArtifacts([artifact('a', '1'), artifact(undefined, '2')]);
    session.addArtifacts([artifact(undefined, '3'), artifact('a', '4'), artifact('b', '5')]);
    expect(session.getArtifacts()).toEqual([artifact('a', '4'), artifact(undefined, '2'), artifact(undefined, '3'), artifact('b', '5')]);
    expect(told).toHaveLength(5);
  });

  test('counts its changes', () => {
    const session = createSession({}, newId);
    expect(session.getVersion()).toBe(0);
    session.addMessages([]);
    session.updateCustom(() => 1);
    session.addArtifacts([]);
    expect(session.getVersion()).toBe(2);
  });
});
