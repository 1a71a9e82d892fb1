import { durakit, FileSessionStore, InMemorySessionStore, z } from 'durakit';
import { agents } from 'durakit/middleware';

/** Agents for the tests of durable sessions. Their model answers by what it is asked, so that every answer can be foretold. */
export const ai = durakit({ name: 'sessions', steps: { heartbeat: '2s' } });

const files = (): typeof import('node:fs') => process.getBuiltinModule('node:fs');
const pause = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** Leaves a line, and waits for a file that lets it go. */
async function gate(name: string, signal?: AbortSignal): Promise<void> {
  const folder = process.env['SESSIONS_FOLDER'];
  if (folder === undefined) return;
  files().appendFileSync(`${folder}/log`, `begin ${name}\n`);
  while (!files().existsSync(`${folder}/${name}`)) {
    signal?.throwIfAborted();
    await pause(20);
  }
  files().appendFileSync(`${folder}/log`, `end ${name}\n`);
}

/** Answers `<n>:<what was said>`, where n counts the user's messages; calls the tool whose name it hears first. */
const model = ai.defineModel(
  { name: 'listener', apiVersion: 'v2', supports: { tools: true, multiturn: true } },
  async ({ messages }, { abortSignal, sendChunk }) => {
    const last = messages.at(-1);
    const usage = { inputTokens: messages.length, outputTokens: 1, totalTokens: messages.length + 1 };
    const texts = messages
      .filter(({ role }) => role === 'user')
      .map(({ content }) => content.map((part) => ('text' in part ? part.text : '')).join(''));
    const said = texts.at(-1) ?? '';
    const loops = Number(/^loop (\d+)$/.exec(said)?.[1] ?? 0);
    const done = messages.slice(messages.findLastIndex(({ role }) => role === 'user')).filter(({ role }) => role === 'tool').length;
    if (done < loops) {
      const content = [{ toolRequest: { name: 'bulk', ref: `${done}`, input: { name: `${done}` } } }];
      return { message: { role: 'model' as const, content }, finishReason: 'stop' as const, usage };
    }
    if (said === 'recall') {
      const heard = messages.flatMap(({ content }) =>
        content.map((part) => ('toolResponse' in part ? part.toolResponse.output : undefined)),
      );
      const text = `${messages.length} messages, ${heard
        .filter((output) => typeof output === 'string')
        .map((output) => String(output).split(' ')[0])
        .join(',')}`;
      return { message: { role: 'model' as const, content: [{ text }] }, finishReason: 'stop' as const, usage };
    }
    if (last?.role === 'tool') {
      const outputs = last.content.map((part) => ('toolResponse' in part ? part.toolResponse.output : undefined));
      return {
        message: { role: 'model' as const, content: [{ text: `${texts.length}:${JSON.stringify(outputs)}` }] },
        finishReason: 'stop' as const,
        usage,
      };
    }
    const [, tool, input] = /^(approve|slow)\s*(.*)$/.exec(said) ?? [];
    if (tool !== undefined) {
      const names = tool === 'approve' ? (input ?? '').split(' ').filter(Boolean) : [input ?? ''];
      const content = names.map((name) => ({ toolRequest: { name: tool, ref: `${texts.length}-${name}`, input: { name } } }));
      return { message: { role: 'model' as const, content }, finishReason: 'stop' as const, usage };
    }
    if (said.startsWith('gate ')) await gate(said.slice('gate '.length), abortSignal);
    if (said.startsWith('stream ')) {
      sendChunk({ content: [{ text: `${texts.length}:` }] });
      await gate(said.slice('stream '.length), abortSignal);
      sendChunk({ content: [{ text: said }] });
    }
    if (said.startsWith('fail')) throw new Error('the model has no luck');
    return { message: { role: 'model' as const, content: [{ text: `${texts.length}:${said}` }] }, finishReason: 'stop' as const, usage };
  },
);

const inputSchema = z.object({ name: z.string() });
const slow = ai.defineTool({ name: 'slow', description: 'takes its time', inputSchema }, async ({ name }, { abortSignal }) => {
  await gate(name, abortSignal);
  return `slow ${name}`;
});
const bulk = ai.defineTool(
  { name: 'bulk', description: 'has much to say', inputSchema },
  async ({ name }) => `${name} ${'mild and sunny '.repeat(170)}`,
);
const approve = ai.defineInterrupt({ name: 'approve', description: 'asks a person', inputSchema, outputSchema: z.string() });

export const listener = ai.defineAgent({
  name: 'listener',
  model,
  system: 'You listen.',
  tools: [slow, approve, bulk],
  maxTurns: 400,
  store: new InMemorySessionStore(),
});

/** Its sessions are files of the worker's. */
export const filed = ai.defineAgent({
  name: 'filed',
  model,
  system: 'You listen.',
  store: new FileSessionStore(`${process.env['SESSIONS_FOLDER'] ?? '.'}/files`),
});

/** Its clients keep the conversation. */
export const stranger = ai.defineAgent({ name: 'stranger', model, system: 'You listen.', tools: [slow] });

export const counter = ai.defineCustomAgent({ name: 'counter', store: new InMemorySessionStore<number>() }, async (session) => {
  await session.run(async ({ message }) => {
    const step = await ai.run('count', () => 1);
    session.updateCustom((count = 0) => count + step);
    session.addArtifacts([{ name: 'note', parts: message?.content ?? [] }]);
    session.addMessages([{ role: 'model', content: [{ text: `counted ${session.getCustom()}` }] }]);
    return { finishReason: 'stop' };
  });
  return { message: session.getMessages().at(-1), artifacts: session.getArtifacts() };
});

/** Asks those whom it hears of, all at once: `ask a b` has two tasks for the listener below it. */
const manager = ai.defineModel({ name: 'manager', supports: { tools: true, multiturn: true } }, async ({ messages }) => {
  const last = messages.at(-1);
  const said =
    messages
      .findLast(({ role }) => role === 'user')
      ?.content.map((part) => ('text' in part ? part.text : ''))
      .join('') ?? '';
  if (last?.role === 'tool') {
    const outputs = last.content.map((part) =>
      'toolResponse' in part ? (part.toolResponse.output as { response?: string }).response : undefined,
    );
    return { message: { role: 'model' as const, content: [{ text: outputs.join(' & ') }] }, finishReason: 'stop' as const };
  }
  const names = said.replace('ask ', '').split(' ');
  const content = names.map((name) => ({ toolRequest: { name: 'delegate_to_listener', ref: name, input: { task: `approve ${name}` } } }));
  return { message: { role: 'model' as const, content }, finishReason: 'stop' as const };
});

export const team = ai.defineAgent({
  name: 'team',
  model: manager,
  store: new InMemorySessionStore(),
  use: [agents({ agents: [listener] })],
});
