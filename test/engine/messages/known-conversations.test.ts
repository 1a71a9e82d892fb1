import { describe, expect, test } from '@jest/globals';
import { createKnownConversations, type KnownConversations } from '../../../engine/messages/known-conversations.ts';
import { resolveReference } from '../../../engine/messages/resolve-reference.ts';
import { isStoredTail } from '../../../schemas/conversation-reference.ts';
import type { MessageData } from '../../../schemas/message.ts';
import { createRandom } from '../../providers/models/vendor-server/create-random.ts';
import { createRandomJson, shuffleKeys } from '../random-json.ts';
import { createMemoryStore, type MemoryStore } from './memory-store.ts';

function say(text: string, role: MessageData['role'] = 'user'): MessageData {
  return { role, content: [{ text }] };
}

function sayMany(count: number, about: string): MessageData[] {
  return Array.from({ length: count }, (_none, index) => say(`${about} ${index}`, index % 2 === 0 ? 'user' : 'model'));
}

async function store(known: KnownConversations, memory: MemoryStore, messages: readonly MessageData[]): Promise<string> {
  const captured = known.capture(messages);
  const { stored, added } = await resolveReference(memory, known.toReference(captured));
  const head = await memory.append(null, [...stored, ...added]);
  known.remember(captured, head);
  return head;
}

function toJson(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value)) as unknown;
}

describe('toReference', () => {
  test('knows nothing at first, then the longest beginning', () => {
    const known = createKnownConversations();
    const [messages, more] = [sayMany(4, 'talk'), say('more')];
    expect(known.toReference(messages)).toEqual({ head: null, delta: messages });
    known.remember(messages.slice(0, 2), 'two');
    known.remember(messages, 'four');
    expect(known.toReference(messages)).toEqual({ head: 'four', delta: [] });
    expect(known.toReference([...messages, more])).toEqual({ head: 'four', delta: [more] });
    expect(known.toReference([...messages.slice(0, 3), more])).toEqual({ head: 'two', delta: [messages[2], more] });
    known.forget();
    expect(known.toReference(messages)).toEqual({ head: null, delta: messages });
  });

  test('several conversations go on beside each other', () => {
    const known = createKnownConversations();
    for (let length = 2; length <= 40; length += 2)
      for (const name of ['left', 'right', 'middle']) known.remember(sayMany(length, name), `${name}-${length}`);
    expect(known.toReference([...sayMany(40, 'left'), say('x')])).toEqual({ head: 'left-40', delta: [say('x')] });
    expect(known.toReference([...sayMany(7, 'right'), say('x')])).toMatchObject({ head: 'right-6' });
  });

  test('a branch that is remembered leaves the other one known', () => {
    const known = createKnownConversations();
    const common = sayMany(4, 'common');
    known.remember(common, 'common');
    known.remember([...common, say('a')], 'a');
    known.remember([...common, say('b')], 'b');
    expect(known.toReference([...common, say('a')])).toEqual({ head: 'a', delta: [] });
    expect(known.toReference([...common, say('b')])).toEqual({ head: 'b', delta: [] });
    expect(known.toReference([...common, say('c')])).toEqual({ head: 'common', delta: [say('c')] });
  });

  test('what ends another conversation is named by its end: a session has no system message, its model was given one', () => {
    const known = createKnownConversations();
    const [system, turn] = [say('be brief', 'system'), sayMany(5, 'turn')];
    const before = sayMany(2, 'before');
    known.remember(before, 'session');
    known.remember([system, ...before, ...turn], 'model');
    expect(known.toReference([...before, ...turn])).toEqual({ head: 'session', delta: [{ of: 'model', last: 5 }] });
    expect(known.toReference(turn)).toEqual({ head: null, delta: [{ of: 'model', last: 5 }] });
    expect(known.toReference([say('new'), ...turn.slice(2), say('last')])).toEqual({
      head: null,
      delta: [say('new'), { of: 'model', last: 3 }, say('last')],
    });
  });

  test('the order of names does not count, and what JSON leaves out is not there', () => {
    const known = createKnownConversations();
    known.remember([{ role: 'user', content: [{ text: 'a', metadata: { one: 1, two: 2 } }] }], 'head');
    const again = [{ content: [{ metadata: { two: 2, one: 1, none: undefined }, text: 'a' }], role: 'user' }] as MessageData[];
    expect(known.toReference(again)).toEqual({ head: 'head', delta: [] });
  });

  test('a message that is changed in place is another one', () => {
    const known = createKnownConversations();
    const output = { words: ['a', 'b'] };
    const messages: MessageData[] = [say('a'), { role: 'tool', content: [{ toolResponse: { name: 'look', output } }] }];
    const captured = known.capture(messages);
    output.words.push('before it is remembered');
    known.remember(captured, 'head');
    expect(known.toReference(messages)).toEqual({ head: null, delta: messages });
    output.words.pop();
    expect(known.toReference(messages)).toEqual({ head: 'head', delta: [] });
    output.words[0] = 'later';
    expect(known.toReference(messages)).toEqual({ head: null, delta: messages });
  });

  test('of very many conversations the one that was used longest ago is forgotten', () => {
    const known = createKnownConversations();
    for (let number = 0; number < 1_000; number++) known.remember([say(String(number))], String(number));
    expect(known.toReference([say('999')])).toEqual({ head: '999', delta: [] });
    expect(known.toReference([say('0')])).toEqual({ head: null, delta: [say('0')] });
  });
});

/** What programs do with conversations, at random: go on, branch, put something before, drop, change in place, begin anew. */
function change(list: MessageData[], random: () => number): MessageData[] {
  const place = Math.floor(random() * (list.length + 1));
  const fresh = (): MessageData => {
    const output = createRandomJson(Math.floor(random() * 40));
    return random() < 0.5
      ? say(`text ${Math.floor(random() * 6)}`, 'model')
      : { role: 'tool', content: [{ toolResponse: { name: 'look', output } }] };
  };
  const kind = random();
  if (kind < 0.5) return [...list, fresh(), fresh()];
  if (kind < 0.6) return [...list.slice(0, place), fresh()];
  if (kind < 0.7) return [say('system', 'system'), ...list.filter(({ role }) => role !== 'system')];
  if (kind < 0.75) return list.filter(({ role }) => role !== 'system');
  if (kind < 0.8) return list.slice(place);
  if (kind < 0.85) return toJson(list.map((message, index) => shuffleKeys(message, index))) as MessageData[];
  const message = list[place];
  if (message === undefined) return [fresh()];
  if (kind < 0.95) message.content.push({ text: 'more' });
  else message.metadata = { changed: place };
  return list;
}

test('resolved with the store, a reference is the conversation again, whatever was done before', async () => {
  let [saved, sent] = [0, 0];
  for (let seed = 1; seed <= 60; seed++) {
    const random = createRandom(seed);
    const [known, memory] = [createKnownConversations(), createMemoryStore()];
    const open: MessageData[][] = [[say('begin')], [say('begin'), say('other')]];
    for (let round = 0; round < 40; round++) {
      const index = Math.floor(random() * open.length);
      const list = change(open[index] ?? [], random);
      open[index] = list;
      if (list.length === 0) continue;
      const reference = known.toReference(list);
      const { stored, added } = await resolveReference(memory, toJson(reference) as typeof reference);
      expect(toJson([...stored, ...added])).toEqual(toJson(list));
      saved += list.length - reference.delta.filter((segment) => !isStoredTail(segment)).length;
      sent += list.length;
      if (random() < 0.7) await store(known, memory, list);
    }
  }
  // or the test would hold for references that refer to nothing
  expect(saved / sent).toBeGreaterThan(0.5);
});
