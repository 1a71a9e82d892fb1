import { durakit, z } from 'durakit';
import { toCanonicalJson } from '../../engine/to-canonical-json.ts';
import type { GenerateRequest } from '../../schemas/generate-request.ts';

/** Conversations of many calls. Each answer tells what the model was asked: how many messages, and their hash. */
const ai = durakit({ name: 'conversation', steps: { heartbeat: '1s' } });

const files = (): typeof import('node:fs') => process.getBuiltinModule('node:fs');
const pause = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** Leaves a line, and waits for a file of that name if the line says so. */
async function gate(name: string): Promise<void> {
  const folder = process.env['CONVERSATION_FOLDER'] ?? '';
  files().appendFileSync(`${folder}/log`, `${name}\n`);
  while (files().existsSync(`${folder}/hold-${name}`)) await pause(20);
}

const model = ai.defineModel({ name: 'talker', supports: { tools: true, output: ['json'], constrained: 'all' } }, async (request) => {
  const calls = request.messages.filter(({ role }) => role === 'tool').length;
  const last = request.messages.find(({ role }) => role === 'user')?.content[0];
  const [, about = '', wanted = '0'] = /^(\S+) (\d+)$/.exec((last && 'text' in last && last.text) || '') ?? [];
  await gate(`model-${about}-${calls}`);
  const hash = process.getBuiltinModule('node:crypto').createHash('sha256').update(toCanonicalJson(request.messages)).digest('hex');
  const text = { text: JSON.stringify({ asked: request.messages.length, hash }) };
  const content = calls >= Number(wanted) ? [text] : [text, { toolRequest: { name: 'look', ref: `${calls}`, input: { about, calls } } }];
  return { message: { role: 'model' as const, content }, finishReason: 'stop' as const };
});

const look = ai.defineTool(
  { name: 'look', description: 'looks', inputSchema: z.object({ about: z.string(), calls: z.number() }) },
  async ({ about, calls }) => {
    await gate(`tool-${about}-${calls}`);
    return { found: `needle-${about}-${calls}.`, words: 'some words '.repeat(20) };
  },
);

const inputSchema = z.object({ about: z.string(), calls: z.number() });
const schema = z.object({ asked: z.number(), hash: z.string() });

export const talk = ai.defineFlow({ name: 'talk', inputSchema }, async ({ about, calls }) => {
  const response = await ai.generate({
    model,
    system: 'be brief',
    prompt: `${about} ${calls}`,
    tools: [look],
    maxTurns: calls,
    output: { schema },
  });
  return response.messages;
});

/** Makes every message anew, and says more in the first. */
const renew = async (request: GenerateRequest, next: (request: GenerateRequest) => Promise<unknown>): Promise<unknown> =>
  await next({
    ...request,
    messages: request.messages.map(({ role, content }, index) => ({
      role,
      content: [...content, ...(index === 0 ? [{ text: 'more' }] : [])],
    })),
  });

export const talkThroughHook = ai.defineFlow({ name: 'talkThroughHook', inputSchema }, async ({ about, calls }) => {
  const use = [renew as never];
  return (await ai.generate({ model, prompt: `${about} ${calls}`, tools: [look], maxTurns: calls, use })).messages;
});

export const talkBeside = ai.defineFlow({ name: 'talkBeside', inputSchema }, async ({ about, calls }) => {
  const ask = (name: string) => ai.generate({ model, prompt: `${about}${name} ${calls}`, tools: [look], maxTurns: calls });
  return (await Promise.all(['left', 'right', 'middle'].map((name) => ask(name)))).map(({ messages }) => messages);
});

/** What was said goes on in another call, behind another system message. */
export const talkAgain = ai.defineFlow({ name: 'talkAgain', inputSchema }, async ({ about, calls }) => {
  const first = await ai.generate({ model, system: 'be brief', prompt: `${about} ${calls}`, tools: [look], maxTurns: calls });
  const messages = first.messages.filter(({ role }) => role !== 'system');
  return (await ai.generate({ model, system: 'be long', messages, prompt: 'and now?', tools: [look] })).messages;
});
