import { answerQuestions, durakit, InMemorySessionStore, openQuestions, z } from 'durakit';
import { agents, artifacts } from 'durakit/middleware';

const ai = durakit({ name: 'docs-agents', model: 'docsAgents' });

/** Asks for the last tool that it has, then says what it was told. */
ai.defineModel({ name: 'docsAgents', supports: { tools: true, multiturn: true, systemRole: true } }, async ({ tools = [], messages }) => {
  const told = messages.findLast(({ role }) => role === 'tool')?.content ?? [];
  const outputs = told.flatMap((part) => ('toolResponse' in part ? [part.toolResponse.output] : []));
  const input = { order: 'A1', task: 'refund A1', name: 'plan', content: 'dig' };
  const tool = tools.at(-1);
  const isAsking = tool !== undefined && outputs.length === 0;
  const content = isAsking ? [{ toolRequest: { name: tool.name, ref: '1', input } }] : [{ text: JSON.stringify(outputs) }];
  return { message: { role: 'model', content }, finishReason: 'stop' };
});

const refund = ai.defineTool(
  { name: 'refund', description: 'pays an order back', inputSchema: z.object({ order: z.string() }), outputSchema: z.string() },
  async ({ order }, { interrupt, resumed }) => {
    if (resumed === undefined) interrupt({ question: `Refund ${order}?` });
    return `refunded ${order}`;
  },
);

const billing = ai.defineAgent({
  name: 'billing',
  description: 'Refunds and invoices.',
  system: 'You handle money.',
  tools: [refund],
  store: new InMemorySessionStore(),
});

export const talk = ai.defineFlow('talk', async (words: string) => {
  const chat = billing.chat();
  const { interrupts } = await chat.send(words);
  const restart = interrupts.map((interrupt) => interrupt.restart({ approved: true }));
  // by its id, the conversation goes on anywhere
  const { text } = await billing.chat({ sessionId: chat.sessionId }).resume({ restart });
  return text;
});

const support = ai.defineAgent({
  name: 'support',
  system: 'Help the customer.',
  use: [agents({ agents: ['billing'], maxDelegations: 5 })],
});

export const help = ai.defineFlow('help', async (words: string) => {
  const chat = support.chat();
  const { interrupts } = await chat.send(words);
  const questions = openQuestions(interrupts);
  const answers = questions.map((question) => question.restart({ approved: true }));
  const { text } = await chat.resume(answerQuestions(answers));
  return { asked: questions.map(({ agents: way, name }) => [...way, name].join(' > ')), text };
});

export const wait = ai.defineFlow('wait', async (prompt: string) => {
  const first = await ai.generate({ prompt, tools: [billing] });
  const resume = await ai.waitForReply(first.interrupts, { timeout: '7 days' });
  const { text } = await ai.generate({ messages: first.messages, tools: [billing], resume });
  return text;
});

const sessions = ai.defineSessionStore({ name: 'chats', store: new InMemorySessionStore<{ name: string }>() });

export const remember = ai.defineFlow('remember', async () => {
  const session = ai.createSession({ store: sessions, initialState: { name: 'Ada' } });
  const poet = session.chat('poet', { system: 'Speak in verse.' });
  await poet.send('Hello!');
  await session.updateState({ name: 'Eve' });

  const loaded = await ai.loadSession(session.id, { store: sessions });
  return { name: loaded.state?.name, said: loaded.chat('poet').messages.length };
});

export const write = ai.defineFlow('write', async () => {
  const session = ai.createSession();
  await session.chat({ use: [artifacts()] }).send('Write a plan.');
  return session.getArtifacts().map(({ name }) => name);
});
