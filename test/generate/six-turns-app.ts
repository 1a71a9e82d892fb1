import { durakit, z } from 'durakit';

/** Six rounds of three tools. Each body leaves a line when it begins and when it ends, and waits between for a file that lets it go. */
const ai = durakit({ name: 'six-turns', steps: { heartbeat: '1s' } });

const files = (): typeof import('node:fs') => process.getBuiltinModule('node:fs');
const pause = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds));

async function gate(name: string): Promise<void> {
  const folder = process.env['SIX_TURNS_FOLDER'];
  if (folder === undefined) return;
  files().appendFileSync(`${folder}/log`, `begin ${name}\n`);
  while (!files().existsSync(`${folder}/${name}`)) await pause(20);
  files().appendFileSync(`${folder}/log`, `end ${name}\n`);
}

const model = ai.defineModel({ name: 'planner', supports: { tools: true } }, async (request) => {
  const answers = request.messages.filter(({ role }) => role === 'tool');
  const turn = answers.length;
  await gate(`model-${turn}`);
  const last = answers.at(-1)?.content.map((part) => ('toolResponse' in part ? part.toolResponse.output : undefined));
  const content =
    turn === 6
      ? [{ text: `done with ${JSON.stringify(last)}` }]
      : ['a', 'b', 'c'].map((city) => ({ toolRequest: { name: `look-${city}`, ref: `${turn}-${city}`, input: { turn, city } } }));
  return { message: { role: 'model' as const, content }, finishReason: 'stop' as const, usage: { inputTokens: 10, outputTokens: 1 } };
});

const inputSchema = z.object({ turn: z.number(), city: z.string() });
const look = async ({ turn, city }: z.infer<typeof inputSchema>): Promise<string> => {
  await gate(`tool-${turn}-${city}`);
  return `${city.toUpperCase()}${turn}: ${'mild and sunny '.repeat(20)}`;
};
const lookA = ai.defineTool({ name: 'look-a', description: 'the weather in a', inputSchema }, look);
const lookB = ai.defineTool({ name: 'look-b', description: 'the weather in b', inputSchema }, look);
const lookC = ai.defineTool({ name: 'look-c', description: 'the weather in c', inputSchema }, look);

export const sixTurns = ai.defineFlow('sixTurns', async () => {
  const response = await ai.generate({ model, prompt: 'How is the weather?', tools: [lookA, lookB, lookC], maxTurns: 6 });
  return { text: response.text, usage: response.usage, lastUsage: response.lastUsage, messages: response.messages };
});
