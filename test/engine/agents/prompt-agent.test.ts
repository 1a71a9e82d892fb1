import { describe, expect, test } from '@jest/globals';
import { DurakitError, InMemorySessionStore, z } from '../../../index.ts';
import { scriptedModel } from '../../../testing.ts';
import type { MessageData } from '../../../schemas/message.ts';
import type { ToolRequestPart } from '../../../schemas/part.ts';
import { collect, createApp, model, say, user } from './agent-words.ts';

const ai = createApp();
const system = (text: string): MessageData => ({ role: 'system', content: [{ text }] });

/** What the model was asked, without what only marks it. */
const askedBy = ({ lastRequest }: ReturnType<typeof scriptedModel>): MessageData[] =>
  (lastRequest?.messages ?? []).map(({ role, content }) => ({ role, content }));

describe('an agent of a prompt', () => {
  test('says the system text anew in each turn and keeps only what was said', async () => {
    const llm = scriptedModel(ai, ['first', 'second'], { name: 'keeps' });
    const agent = ai.defineAgent({ name: 'keeper', description: 'keeps', model: llm, system: 'Be kind.' });
    const first = await agent(say('one'));
    expect(askedBy(llm)).toEqual([system('Be kind.'), user('one')]);
    expect(first.state?.messages).toEqual([user('one'), model('first')]);
    const second = await agent(say('two'), { init: { state: first.state } });
    expect(askedBy(llm)).toEqual([system('Be kind.'), user('one'), model('first'), user('two')]);
    expect(second).toMatchObject({ finishReason: 'stop', message: model('second') });
    expect(second.state?.messages).toEqual([user('one'), model('first'), user('two'), model('second')]);
    expect(ai.registry.lookup('/prompt/keeper')).toBeDefined();
  });

  test("puts the prompt's own user message last, in each turn, and keeps it in none", async () => {
    const llm = scriptedModel(ai, ['first', 'second'], { name: 'template' });
    const agent = ai.defineAgent({
      name: 'templated',
      model: llm,
      system: 'Be kind.',
      prompt: 'Answer as {{who}}.',
      input: { schema: z.object({ who: z.string() }) },
      promptInput: { who: 'pirate' },
    });
    const first = await agent(say('one'));
    expect(askedBy(llm)).toEqual([system('Be kind.'), user('one'), user('Answer as pirate.')]);
    const second = await agent(say('two'), { init: { state: first.state } });
    expect(askedBy(llm)).toEqual([system('Be kind.'), user('one'), model('first'), user('two'), user('Answer as pirate.')]);
    expect(second.state?.messages).toEqual([user('one'), model('first'), user('two'), model('second')]);
  });

  test('one prompt serves two agents with inputs of their own; {{history}} says where the conversation stands', async () => {
    const llm = scriptedModel(ai, (request) => ({ text: `n${request.messages.length}` }), { name: 'shared' });
    const messages = '{{role "system"}}You are {{name}}.{{history}}{{role "user"}}Remember: {{name}}.';
    ai.definePrompt({ name: 'shared', model: llm, messages });
    const agent = ai.definePromptAgent({ promptName: 'shared', promptInput: { name: 'Ann' } });
    const first = await agent(say('one'));
    expect(askedBy(llm)).toEqual([system('You are Ann.'), user('one'), user('Remember: Ann.')]);
    await agent(say('two'), { init: { state: first.state } });
    expect(askedBy(llm).map(({ role }) => role)).toEqual(['system', 'user', 'model', 'user', 'user']);
    const other = createApp();
    const second = scriptedModel(other, ['x'], { name: 'second' });
    other.definePrompt({ name: 'shared', model: second, messages });
    await other.definePromptAgent({ promptName: 'shared', promptInput: { name: 'Bob' } })(say('one'));
    expect(askedBy(second)[0]).toEqual(system('You are Bob.'));
  });

  test('sees the custom state in its templates', async () => {
    const llm = scriptedModel(ai, ['x'], { name: 'stateful' });
    const agent = ai.defineAgent({ name: 'stateful', model: llm, system: 'Call me {{@state.name}}.' });
    await agent(say('hi'), { init: { state: { custom: { name: 'Ishmael' } } } });
    expect(askedBy(llm)[0]).toEqual(system('Call me Ishmael.'));
  });

  test('streams the chunks of its model', async () => {
    const llm = scriptedModel(ai, [{ chunks: ['one ', 'two'] }], { name: 'chunky' });
    const agent = ai.defineAgent({ name: 'chunky', model: llm });
    expect(await collect(agent.stream(say('hi')).stream)).toEqual([
      { modelChunk: { role: 'model', index: 0, content: [{ text: 'one ' }] } },
      { modelChunk: { role: 'model', index: 0, content: [{ text: 'two' }] } },
      { turnEnd: { finishReason: 'stop' } },
    ]);
  });

  test('gives the reason for which the model stopped, and its failure', async () => {
    const failure = new DurakitError({ status: 'INVALID_ARGUMENT', message: 'bad request' });
    const llm = scriptedModel(ai, [{ text: 'cut', finishReason: 'length' }, failure], { name: 'reasons' });
    const agent = ai.defineAgent({ name: 'reasons', model: llm });
    const first = await agent(say('one'));
    expect(first.finishReason).toBe('length');
    const failed = await agent(say('two'), { init: { state: first.state } });
    expect(failed).toMatchObject({ finishReason: 'failed', error: { status: 'INVALID_ARGUMENT' }, state: first.state });
  });

  test('of a prompt that nobody defined fails in its turn', async () => {
    const agent = ai.definePromptAgent({ promptName: 'nowhere' });
    expect((await agent(say('hi'))).error).toMatchObject({
      status: 'NOT_FOUND',
      message: "NOT_FOUND: Prompt 'nowhere' not found. Ensure it is defined before the agent is invoked.",
    });
  });

  test('hands its transform and its schema on', async () => {
    const llm = scriptedModel(ai, ['x', 'y'], { name: 'handed' });
    const agent = ai.defineAgent({
      name: 'handed',
      model: llm,
      stateSchema: z.object({ n: z.number() }),
      clientTransform: { state: ({ custom: _custom, ...state }) => state, chunk: ({ modelChunk }) => (modelChunk ? { modelChunk } : null) },
    });
    const { stream, output } = agent.stream(say('hi'), { init: { state: { custom: { n: 1 } } } });
    expect((await collect(stream)).map((chunk) => Object.keys(chunk))).toEqual([['modelChunk']]);
    expect((await output).state).not.toHaveProperty('custom');
    expect(await agent(say('hi'), { init: { state: { custom: { n: '1' } } } })).toMatchObject({ finishReason: 'failed' });
    expect(await agent(say('hi'), { init: { state: { messages: [] } } })).toMatchObject({ finishReason: 'stop' });
  });
});

describe('interrupts', () => {
  const transfer = ai.defineTool(
    { name: 'transfer', description: 'moves money', inputSchema: z.object({ amount: z.number() }) },
    async ({ amount }, { resumed, interrupt }) => {
      if (resumed === undefined) interrupt({ ask: `really ${amount}?` });
      return `moved ${amount}`;
    },
  );
  const request = { name: 'transfer', ref: 'r1', input: { amount: 5 } };
  const script = [{ toolRequests: [request] }, 'done'];
  const define = (name: string, store?: InMemorySessionStore) =>
    ai.defineAgent({ name, model: scriptedModel(ai, script, { name: `${name}-model` }), tools: [transfer], ...(store && { store }) });

  test('end the turn, and are streamed', async () => {
    const agent = define('asks');
    const { stream, output } = agent.stream(say('pay'));
    const asked: ToolRequestPart = { toolRequest: request, metadata: { interrupt: { ask: 'really 5?' } } };
    expect(await output).toMatchObject({ finishReason: 'interrupted', message: { role: 'model', content: [asked] } });
    expect(await collect(stream)).toEqual([
      expect.objectContaining({ modelChunk: expect.objectContaining({ role: 'model' }) as unknown }),
      { modelChunk: { role: 'tool', content: [asked] } },
      { turnEnd: { finishReason: 'interrupted' } },
    ]);
  });

  test('are answered in the place of the tool', async () => {
    const agent = define('responds', new InMemorySessionStore());
    const chat = agent.chat();
    const first = await chat.send('pay');
    expect(first.interrupts).toMatchObject([{ name: 'transfer', ref: 'r1', input: { amount: 5 }, interrupt: { ask: 'really 5?' } }]);
    const respond = first.interrupts.map((interrupt) => interrupt.respond('no'));
    expect(respond).toEqual([{ toolResponse: { name: 'transfer', ref: 'r1', output: 'no' } }]);
    const second = await chat.resume({ respond });
    expect(second.text).toBe('done');
    const snapshot = await agent.getSnapshot({ sessionId: chat.sessionId ?? '' });
    expect(snapshot?.state?.messages?.map(({ role }) => role)).toEqual(['user', 'model', 'tool', 'model']);
    expect(snapshot?.state?.messages?.[2]?.content).toMatchObject([{ toolResponse: { output: 'no' } }]);
  });

  test('or the tool is run again', async () => {
    const chat = define('restarts').chat();
    const first = await chat.send('pay');
    const restart = first.interrupts.map((interrupt) => interrupt.restart());
    expect(restart).toEqual([{ toolRequest: request, metadata: { resumed: true } }]);
    const turn = chat.resumeStream({ restart });
    await collect(turn.stream);
    expect((await turn.response).text).toBe('done');
    expect(chat.messages[2]?.content).toMatchObject([{ toolResponse: { output: 'moved 5' } }]);
  });

  test.each([
    [
      'a restart with another input',
      { restart: [{ toolRequest: { ...request, input: { amount: 5000 } } }] },
      "resume.restart for tool 'transfer' (ref: r1) has modified inputs that do not match the original tool request in session history. Restart inputs must exactly match the interrupted tool request.",
    ],
    [
      'a restart of what nobody asked for',
      { restart: [{ toolRequest: { name: 'delete', ref: 'r9', input: {} } }] },
      "resume.restart references tool 'delete' (ref: r9) which was not found in session history.",
    ],
    [
      'a restart with another ref',
      { restart: [{ toolRequest: { name: 'transfer', input: { amount: 5 } } }] },
      "resume.restart references tool 'transfer' which was not found in session history.",
    ],
    [
      'an answer to what nobody asked for',
      { respond: [{ toolResponse: { name: 'delete', output: 1 } }] },
      "resume.respond references tool 'delete' which was not found in session history.",
    ],
  ])('%s is rejected', async (name, resume, message) => {
    const agent = define(name);
    const first = await agent(say('pay'));
    const output = await agent({ resume }, { init: { state: first.state } });
    expect(output).toMatchObject({ finishReason: 'failed', state: first.state, error: { status: 'INVALID_ARGUMENT' } });
    expect(output.error?.message).toBe(`INVALID_ARGUMENT: ${message}`);
  });

  test('the order of names in an input does not count', async () => {
    const agent = define('ordered');
    const first = await agent(say('pay'));
    const restart = [{ toolRequest: { ref: 'r1', input: { amount: 5 }, name: 'transfer' }, metadata: { resumed: { by: 'me' } } }];
    expect(await agent({ resume: { restart } }, { init: { state: first.state } })).toMatchObject({ finishReason: 'stop' });
  });
});
