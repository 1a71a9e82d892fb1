import { InMemorySessionStore } from 'durakit';
import { ai, call, describeError, script } from './ai.ts';
import { ask } from './tool-set.ts';

const talker = ai.defineAgent({
  name: 'agentsTalker',
  model: script,
  system: 'Be kind.',
  config: { answers: ['first', 'second', 'third'] },
});

/** Its clients keep the conversation. */
export const agentsTalk = ai.defineFlow('agentsTalk', async () => {
  const chat = talker.chat();
  const texts: string[] = [];
  for await (const { text } of chat.sendStream('one').stream) if (text !== '') texts.push(text);
  const { text, finishReason, sessionId } = await chat.send('two');
  return { texts, text, finishReason, same: sessionId === chat.sessionId, messages: chat.messages };
});

const keeper = ai.defineAgent({
  name: 'agentsKeeper',
  model: script,
  store: new InMemorySessionStore(),
  tools: [ask],
  config: { answers: [[call('toolsAsk', { question: 'ok?' }, '1')], 'done', 'again'] },
});

/** The store is the worker's: a turn is taken up by its session, with the answer to a tool's question. */
export const agentsKeep = ai.defineFlow('agentsKeep', async () => {
  const first = await keeper.chat().send('pay');
  const { sessionId = '', snapshotId = '' } = first;
  const respond = first.interrupts.map((interrupt) => interrupt.respond('yes'));
  const second = await keeper.chat({ sessionId }).resume({ respond });
  const forged = first.interrupts.map((interrupt) => ({ toolRequest: { ...interrupt.restart().toolRequest, input: 'forged' } }));
  const branch = await keeper
    .chat({ snapshotId })
    .resume({ restart: forged })
    .catch((error: unknown) => describeError(error));
  const loaded = await keeper.loadChat({ sessionId });
  const newest = await keeper.getSnapshot(loaded.snapshotId ?? '');
  return {
    asked: first.finishReason,
    text: second.text,
    branch,
    kept: loaded.messages.map(({ role }) => role),
    status: newest?.status,
    continues: newest?.parentId === snapshotId,
  };
});

const counter = ai.defineCustomAgent({ name: 'agentsCounter', store: new InMemorySessionStore<number>() }, async (session) => {
  await session.run(async ({ message }) => {
    const step = await ai.run('count', () => 1);
    session.updateCustom((count = 0) => count + step);
    if (JSON.stringify(message).includes('fail')) throw new TypeError('no luck');
    return { finishReason: 'stop' };
  });
  return {};
});

/** A turn that fails leaves the last good one; one that is detached is waited for. */
export const agentsCount = ai.defineFlow('agentsCount', async () => {
  const chat = counter.chat();
  await chat.send('one');
  const failed = await chat.send('fail').catch((error: unknown) => describeError(error));
  const task = await chat.detach('two');
  const { status, finishReason, state } = await task.wait({ intervalMs: 10 });
  const later = await counter.chat({ sessionId: chat.sessionId }).send('three');
  return { failed, status, finishReason, count: state?.custom, later: later.state, aborted: await task.abort() };
});

/** Misuse. */
export const agentsMisuse = ai.defineFlow('agentsMisuse', async () => await talker.chat({ sessionId: 'x' }).send('hi'));
