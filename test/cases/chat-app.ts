import { InMemorySessionStore, z } from 'durakit';
import { ai, call, describeError, mirror, script } from './ai.ts';
import { ask } from './tool-set.ts';

interface Memory {
  readonly name?: string;
  readonly count?: number;
}

const says = (...answers: unknown[]): { readonly model: typeof script; readonly config: { readonly answers: unknown[] } } => ({
  model: script,
  config: { answers },
});

/** Each message is sent with all before it; the preamble is there once. */
export const chatRemembers = ai.defineFlow('chatRemembers', async () => {
  const chat = ai.chat({ ...says('one', 'two', 'three'), system: 'Be kind.' });
  const before = chat.messages;
  const first = await chat.send('a');
  const second = await chat.send([{ text: 'b' }, { text: 'c' }]);
  const { stream, response } = chat.sendStream({ prompt: 'd' });
  const texts: string[] = [];
  for await (const { text } of stream) texts.push(text);
  return { before, first: first.text, second: second.text, third: (await response).text, texts, messages: chat.messages };
});

const greeting = ai.definePrompt({
  name: 'chatGreeting',
  model: mirror,
  input: { schema: z.object({ mood: z.string() }) },
  system: 'Be {{mood}} to {{@state.name}}.',
});

/** A prompt as the preamble, with its input and the session's state; another thread of the session, another preamble. */
export const chatThreads = ai.defineFlow('chatThreads', async () => {
  const session = ai.createSession<Memory>({ sessionId: ' chat-1 ', initialState: { name: 'Ada' } });
  const greeter = session.chat(greeting, { input: { mood: 'kind' } });
  const lawyer = session.chat('lawyer', { ...says('yes', 'no'), system: 'Be exact.' });
  const { text } = await greeter.send('hello');
  await Promise.all([lawyer.send('may I?'), session.updateState({ count: 1 })]);
  const again = session.chat('lawyer', { ...says('yes', 'no'), system: 'Be short.' });
  await again.send('really?');
  return {
    asked: (JSON.parse(text) as { messages: unknown }).messages,
    id: session.id,
    state: session.state,
    names: [greeter.threadName, lawyer.threadName],
    main: greeter.messages.map(({ role }) => role),
    lawyer: again.messages,
    data: Object.keys(session.toJSON().threads),
  };
});

const store = ai.defineSessionStore({ name: 'chatStore', store: new InMemorySessionStore<Memory>() });

/** What is kept in a store: all threads, the state; loaded, it goes on. */
export const chatKeeps = ai.defineFlow('chatKeeps', async () => {
  const session = ai.createSession<Memory>({ initialState: { count: 1 }, store });
  await session.chat({ ...says('one', 'two'), system: 'Be kind.' }).send('a');
  await session.chat('side', says('left', 'right')).send('b');
  await session.updateState({ name: 'Ada' });
  const loaded = await ai.loadSession<Memory>(session.id, { store });
  const { text } = await loaded.chat(says('one', 'two')).send('c');
  const last = await ai.loadSession<Memory>(session.id, { store });
  const unknown = await ai.loadSession<Memory>('chat-unknown', { store });
  return {
    text,
    state: last.state,
    main: last.chat().messages,
    side: last.chat('side').messages,
    all: last.getMessages().length,
    unknown: { id: unknown.id, messages: unknown.getMessages() },
  };
});

/** A tool's question is answered in the next message; a message that fails is not kept. */
export const chatAsks = ai.defineFlow('chatAsks', async () => {
  const chat = ai.chat({ ...says([call('toolsAsk', { question: 'ok?' }, '1')], 'done'), tools: [ask] });
  const first = await chat.send('go');
  const failed = await chat.send({ prompt: 'x', model: 'nobody' }).catch((error: unknown) => describeError(error));
  const respond = first.interrupts.map((interrupt) => ask.respond(interrupt, { yes: true }));
  const second = await chat.send({ resume: { respond } });
  return {
    asked: first.finishReason,
    failed: (failed as { status: string }).status,
    text: second.text,
    roles: chat.messages.map(({ role }) => role),
  };
});

/** The session that the code stands in. */
export const chatCurrent = ai.defineFlow('chatCurrent', async () => {
  const session = ai.createSession<Memory>({ initialState: { name: 'Ada' } });
  const { text } = await session.run(async () => await greeting({ mood: 'glad' }));
  const name = session.run(() => ai.currentSession<Memory>().state?.name);
  await session.run(() => ai.currentSession<Memory>().updateState({ name: 'Eve' }));
  let outside: unknown;
  try {
    ai.currentSession();
  } catch (error) {
    outside = describeError(error);
  }
  const first = (JSON.parse(text) as { messages: unknown[] }).messages[0];
  return { first, name, state: session.state, outside: (outside as { status: string }).status };
});
