import { answerQuestions, InMemorySessionStore, openQuestions, type AgentResponse } from 'durakit';
import { agents, artifacts } from 'durakit/middleware';
import { ai, call, describeError, script } from './ai.ts';
import { ask, pay } from './tool-set.ts';

const task = (words: string): unknown => ({ task: words });
const outputsOf = ({ messages }: Pick<AgentResponse, 'messages'>): unknown[] =>
  messages.flatMap(({ content }) => content.flatMap((part) => ('toolResponse' in part ? [part.toolResponse.output] : [])));

const leaf = ai.defineAgent({
  name: 'delegationLeaf',
  description: 'asks',
  model: script,
  tools: [ask],
  config: { answers: [[call('toolsAsk', { question: 'one?' }, 'a')]] },
});

const keeper = ai.defineAgent({
  name: 'delegationKeeper',
  model: script,
  store: new InMemorySessionStore(),
  use: [agents({ agents: ['delegationLeaf'] })],
  config: { answers: [[call('delegate_to_delegationLeaf', task('ask'), 'm')], 'kept'] },
});

const top = ai.defineAgent({
  name: 'delegationTop',
  model: script,
  use: [agents({ agents: [keeper.agentName], toolPrefix: 'ask' })],
  config: { answers: [[call('ask_delegationKeeper', task('go'), 't')]] },
});

/** Two levels below, one of them with a store: the question is the top's, the answer goes down. */
export const delegationNested = ai.defineFlow('delegationNested', async () => {
  const chat = top.chat();
  const first = await chat.send('begin');
  const questions = openQuestions(first.interrupts);
  const second = await chat.resume(answerQuestions(questions.map((question) => question.respond('yes'))));
  return {
    asked: first.finishReason,
    calls: first.interrupts.map(({ name }) => name),
    questions: questions.map(({ agents: way, name, input }) => ({ way, name, input })),
    ended: second.finishReason,
    text: second.text,
    open: second.interrupts.length,
    roles: second.messages.map(({ role }) => role),
  };
});

const twice = ai.defineAgent({
  name: 'delegationTwice',
  model: script,
  tools: [ask],
  config: { answers: [[call('toolsAsk', { question: 'first?' }, 'a')], [call('toolsAsk', { question: 'second?' }, 'b')]] },
});

const pair = ai.defineAgent({
  name: 'delegationPair',
  model: script,
  use: [agents({ agents: [leaf.agentName, twice.agentName] })],
  config: { answers: [[call('delegate_to_delegationLeaf', task('l'), '1'), call('delegate_to_delegationTwice', task('t'), '2')]] },
});

/** Both ask; their answers come in either order, and one of them asks once more. */
export const delegationParallel = ai.defineFlow('delegationParallel', async (order: 'forwards' | 'backwards') => {
  const chat = pair.chat();
  let response = await chat.send('both');
  const asked: unknown[] = [];
  while (response.finishReason === 'interrupted') {
    const questions = openQuestions(response.interrupts);
    asked.push(questions.map(({ agents: [agent], input }) => [agent, input]));
    const answers = questions.map((question) => question.respond(`${question.agents[0]} ${question.ref}`));
    response = await chat.resume(answerQuestions(order === 'forwards' ? answers : answers.reverse()));
  }
  return { asked, outputs: outputsOf(response) };
});

/** An answer is missing: nothing is run, and the conversation can still go on. */
export const delegationUnanswered = ai.defineFlow('delegationUnanswered', async () => {
  const chat = pair.chat();
  const { interrupts } = await chat.send('both');
  const answers = openQuestions(interrupts).map((question) => question.respond('yes'));
  const failed = await chat.resume(answerQuestions(answers.slice(0, 1))).catch(describeError);
  const shallow = await chat
    .resume({ restart: interrupts.map((interrupt) => interrupt.restart({ respond: [] })) })
    .catch((error: unknown) => describeError(error));
  const { finishReason } = await chat.resume(answerQuestions(answers));
  return { failed, shallow, finishReason };
});

const payer = ai.defineAgent({
  name: 'delegationPayer',
  model: script,
  tools: [pay],
  config: { answers: [[call('toolsPay', { amount: 200 }, 'p')], 'paid'] },
});

/** An agent in `tools`; one word for all that is asked below. */
export const delegationTool = ai.defineFlow('delegationTool', async () => {
  const { interrupts, messages, request } = await ai.generate({
    model: script,
    prompt: 'pay',
    tools: [payer],
    config: { answers: [[call('delegationPayer', task('pay'), 't')]] },
  });
  const restart = interrupts.map(({ toolRequest }) => ({ toolRequest, metadata: { resumed: { approved: true } } }));
  const { text } = await ai.generate({
    model: script,
    messages,
    tools: [payer],
    resume: { restart },
    config: { answers: [] },
  });
  return { tools: request?.tools, questions: openQuestions(interrupts).map(({ name, agents: way }) => ({ name, way })), text };
});

/** The questions of sub-agents are answered from outside. */
export const delegationWaits = ai.defineFlow('delegationWaits', async () => {
  const options = {
    model: script,
    use: [agents({ agents: ['delegationLeaf', 'delegationKeeper'] })],
    config: { answers: [[call('delegate_to_delegationLeaf', task('1'), 'x'), call('delegate_to_delegationKeeper', task('2'), 'y')]] },
  };
  const { interrupts, messages } = await ai.generate({ ...options, prompt: 'go' });
  const { text } = await ai.generate({ ...options, messages, resume: await ai.waitForReply(interrupts) });
  return JSON.parse(text) as unknown;
});

const failing = ai.defineCustomAgent({ name: 'delegationFailing' }, async (session) => {
  await session.run(() => {
    throw new TypeError('no luck');
  });
  return {};
});

const hearer = ai.defineCustomAgent({ name: 'delegationHearer', description: 'hears' }, async (session) => {
  await session.run(() => ({ finishReason: 'stop' }));
  const heard = session.getMessages().map(({ role, content }) => [role, ...content]);
  return { message: { role: 'model', content: [{ text: JSON.stringify(heard) }] } };
});

/** A failure, an unknown agent, the limit, what a sub-agent is told. */
export const delegationWords = ai.defineFlow('delegationWords', async () => {
  const { text, messages } = await ai.generate({
    model: script,
    system: 'Be kind.',
    prompt: 'go',
    use: [
      agents({
        agents: [failing.agentName, { name: 'delegationNobody', description: 'is not there' }, hearer.agentName],
        maxDelegations: 4,
        historyLength: 2,
      }),
    ],
    config: {
      answers: [
        [call('delegate_to_delegationFailing', task('f'), '1'), call('delegate_to_delegationNobody', task('n'), '2')],
        [{ text: 'so' }, call('delegate_to_delegationHearer', {}, '3')],
        [call('delegate_to_delegationHearer', task('h'), '4'), call('delegate_to_delegationHearer', task('too many'), '5')],
      ],
    },
  });
  return { system: messages[0], results: JSON.parse(text) as unknown };
});

const maker = ai.defineAgent({
  name: 'delegationMaker',
  model: script,
  use: [artifacts()],
  config: { answers: [[call('write_artifact', { name: 'plan', content: 'dig' }, 'w')], 'made'] },
});

/** What becomes of a sub-agent's artifacts, in the model's view and in the session. */
export const delegationArtifacts = ai.defineFlow('delegationArtifacts', async (artifactStrategy: 'inline' | 'session') => {
  const session = ai.createSession();
  const chat = session.chat({
    model: script,
    use: [agents({ agents: [maker.agentName], artifactStrategy }), artifacts({ readonly: true })],
    config: { answers: [[call('delegate_to_delegationMaker', task('make'), '1')]] },
  });
  const { text } = await chat.send('go');
  const [{ artifacts: told = [] } = {}] = JSON.parse(text) as { artifacts?: { name: string; content?: string }[] }[];
  const kept = session.getArtifacts();
  return {
    told: told.map(({ content }) => content ?? null),
    same: told[0]?.name === kept[0]?.name,
    named: /^delegationMaker_[0-9a-f]{4}\/plan$/.test(kept[0]?.name ?? ''),
    parts: kept[0]?.parts,
    source: kept[0]?.metadata?.['source'],
  };
});
