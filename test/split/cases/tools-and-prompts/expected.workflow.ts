import { genkit } from 'genkit/beta';
const ai = genkit();
const getWeather = ai.defineTool({
  name: 'getWeather',
  description: 'the weather'
});
const confirm = ai.defineInterrupt({
  name: 'confirm',
  description: 'asks'
});
const hello = ai.prompt('hello');
const report = ai.definePrompt({
  name: 'report',
  input: {},
  output: {},
  tools: [getWeather]
});
const forecast = ai.definePrompt({
  name: 'forecast',
  model: 'fake',
  prompt: 'Forecast {{name}}'
});
export const menu = ai.defineFlow('menu', async (name: string) => {
  const chunks: string[] = [];
  const {
    text
  } = await ai.generate({
    prompt: name,
    tools: [getWeather, confirm, 'getWeather'],
    onChunk: chunk => chunks.push(chunk.text)
  });
  const local = ai.prompt('local', {
    variant: 'short'
  });
  return [text, chunks, (await hello({
    name
  })).text, (await report({
    name
  })).text, (await forecast({
    name
  })).text, (await local()).text];
});
