import { expect, test } from '@jest/globals';
import { testModels as fromGenkit } from 'durakit/genkit-testing';
import { durakit } from '../../index.ts';
import type { GenerateRequest } from '../../schemas/generate-request.ts';
import { mockModel, testModels } from '../../testing.ts';
import type { ScriptedValue } from '../../testing/scripted-answer.ts';
import { toRequestText } from '../../testing/request-record.ts';

const DESCRIPTIONS = ['basic hi', 'multimodal', 'history', 'system prompt', 'structured output', 'tool calling'];

/** A model that knows the answers. */
function answer(request: GenerateRequest): ScriptedValue {
  const text = toRequestText(request);
  if (text.includes('gablorken')) {
    const output = request.messages.flatMap(({ content }) =>
      content.flatMap((part) => ('toolResponse' in part ? [part.toolResponse.output] : [])),
    )[0];
    return output === undefined ? { toolRequests: [{ name: 'gablorkenTool', input: { value: 2 } }] } : `It is ${JSON.stringify(output)}.`;
  }
  if (text.includes('Lumberjack')) return '{"name":"Jack","occupation":"Lumberjack"}';
  if (text.includes('math operation')) return 'A plus sign.';
  if (text.startsWith('system:')) return 'Bye';
  return text.includes('Glorb') ? 'You are Glorb.' : 'Hi';
}

test('tests models, in the form of Genkit', async () => {
  const ai = durakit({ mode: 'inline' });
  const good = mockModel(ai, { name: 'good', respond: answer });
  mockModel(ai, { name: 'small', supports: { media: false, multiturn: false, tools: false }, respond: 'Hi' });
  mockModel(ai, { name: 'broken', respond: new Error('no key') });

  const report = await testModels(ai.registry, [good, 'small', 'broken']);

  expect(report.map(({ description }) => description)).toEqual(DESCRIPTIONS);
  const error = expect.objectContaining({ stack: expect.any(String) });
  const skipped = { name: 'small', passed: false, skipped: true };
  const wrong = { name: 'small', passed: false, error };
  expect(report.map(({ models }) => models[0])).toEqual(DESCRIPTIONS.map(() => ({ name: 'good', passed: true })));
  expect(report.map(({ models }) => models[1])).toEqual([{ name: 'small', passed: true }, skipped, skipped, wrong, wrong, skipped]);
  for (const { models } of report) expect(models[2]).toMatchObject({ name: 'broken', passed: false, error: { message: 'no key' } });
  expect(fromGenkit).toBe(testModels);
});

test('may be called twice, and with an unknown model', async () => {
  const ai = durakit({ mode: 'inline' });
  mockModel(ai, { name: 'good', respond: answer });
  await testModels(ai, ['good']);
  const report = await testModels(ai, ['good', 'unknown']);
  expect(report[0]?.models).toEqual([
    { name: 'good', passed: true },
    { name: 'unknown', passed: false, error: expect.objectContaining({ message: expect.stringContaining('NOT_FOUND') }) },
  ]);
  expect(report[5]?.models[0]).toEqual({ name: 'good', passed: true });
});
