import { expect } from '@jest/globals';
import type { CaseTable } from './case-table.ts';
import { model, text, user } from './message-json.ts';

const preamble = (words: string): unknown => ({ role: 'system', content: [text(words)], metadata: { preamble: true } });

/** Chats without an agent: sessions and threads. */
export const chatTable: CaseTable = [
  {
    name: 'a chat remembers, and has its preamble once',
    flow: 'chatRemembers',
    result: {
      before: [preamble('Be kind.')],
      first: 'one',
      second: 'two',
      third: 'three',
      texts: ['three'],
      messages: [
        preamble('Be kind.'),
        user('a'),
        model('one'),
        { role: 'user', content: [text('b'), text('c')] },
        model('two'),
        user('d'),
        model('three'),
      ],
    },
  },
  {
    name: 'threads of one session: each has its own preamble, the state is shared',
    flow: 'chatThreads',
    result: {
      asked: [preamble('Be kind to Ada.'), user('hello')],
      id: 'chat-1',
      state: { name: 'Ada', count: 1 },
      names: ['main', 'lawyer'],
      main: ['system', 'user', 'model'],
      lawyer: [preamble('Be short.'), user('may I?'), model('yes'), user('really?'), model('no')],
      data: ['main', 'lawyer'],
    },
  },
  {
    name: 'a session is kept in a store, and loaded',
    flow: 'chatKeeps',
    result: {
      text: 'two',
      state: { count: 1, name: 'Ada' },
      main: [preamble('Be kind.'), user('a'), model('one'), user('c'), model('two')],
      side: [user('b'), model('left')],
      all: 7,
      unknown: { id: 'chat-unknown', messages: [] },
    },
  },
  {
    name: 'a question of a tool, and a message that fails',
    flow: 'chatAsks',
    result: { asked: 'interrupted', failed: 'NOT_FOUND', text: 'done', roles: ['user', 'model', 'tool', 'model'] },
  },
  {
    name: 'the current session',
    flow: 'chatCurrent',
    result: {
      first: expect.objectContaining({ role: 'system', content: [text('Be glad to Ada.')] }) as unknown,
      name: 'Ada',
      state: { name: 'Eve' },
      outside: 'FAILED_PRECONDITION',
    },
  },
];
