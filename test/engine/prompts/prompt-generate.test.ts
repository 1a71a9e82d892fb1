import { expect, test } from '@jest/globals';
import { defineModel } from '../../../engine/define-model.ts';
import { createPromptsApi } from '../../../engine/prompts/create-prompts-api.ts';
import type { GenerateRequest } from '../../../schemas/generate-request.ts';
import { createPromptEngine } from './prompt-engine.ts';

test('a prompt calls its model, and a stream of it has the chunks', async () => {
  const { engine } = createPromptEngine();
  const requests: GenerateRequest[] = [];
  defineModel(engine, { name: 'echo' }, (request, { sendChunk }) => {
    requests.push(request);
    sendChunk({ content: [{ text: 'ec' }] });
    return { finishReason: 'stop', message: { role: 'model', content: [{ text: 'echo' }] } };
  });
  const prompt = createPromptsApi(engine).definePrompt({
    name: 'hi',
    model: 'echo',
    config: { temperature: 1 },
    system: 'S',
    prompt: 'Hi {{name}}',
  });
  expect((await prompt({ name: 'Ada' })).text).toBe('echo');
  const { stream, response } = prompt.stream({ name: 'Ada' });
  const chunks: string[] = [];
  for await (const chunk of stream) chunks.push(chunk.text);
  expect([chunks, (await response).text]).toEqual([['ec'], 'echo']);
  const messages = [
    { role: 'system', content: [{ text: 'S' }] },
    { role: 'user', content: [{ text: 'Hi Ada' }] },
  ];
  expect(requests).toMatchObject([
    { messages, config: { temperature: 1 } },
    { messages, config: { temperature: 1 } },
  ]);
});
