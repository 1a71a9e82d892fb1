import { genkit, z } from 'genkit/beta';
import { weather } from './weather';

const ai = genkit({});
const Place = z.object({ name: z.string() });

const getWeather = ai.defineTool({ name: 'getWeather', description: 'the weather', inputSchema: Place, outputSchema: z.string() }, async ({ name }) => weather(name));
const confirm = ai.defineInterrupt({ name: 'confirm', description: 'asks', inputSchema: Place, outputSchema: z.boolean(), requestMetadata: async (input) => weather(input.name) });
const hello = ai.prompt('hello');
const report = ai.definePrompt(
  { name: 'report', input: { schema: Place }, output: { schema: z.string() }, tools: [getWeather], system: async () => weather('system') },
  async (input) => weather(input.name),
);
const forecast = ai.definePrompt({ name: 'forecast', model: 'fake', messages: async (input) => weather(input.name), prompt: 'Forecast {{name}}' });

export const menu = ai.defineFlow('menu', async (name: string) => {
  const chunks: string[] = [];
  const { text } = await ai.generate({ prompt: name, tools: [getWeather, confirm, 'getWeather'], onChunk: (chunk) => chunks.push(chunk.text) });
  const local = ai.prompt('local', { variant: 'short' });
  return [text, chunks, (await hello({ name })).text, (await report({ name })).text, (await forecast({ name })).text, (await local()).text];
});
