import { describe, expect, test } from '@jest/globals';
import { DurakitError, durakit, fallback, z, type Ai } from '../../../index.ts';
import { scriptedModel, type ScriptedAnswer } from '../../../testing.ts';
import type { ErrorClass } from '../../../schemas/error-class.ts';
import type { StatusName } from '../../../schemas/status.ts';

const fail = (status: StatusName, details?: object): Error => new DurakitError({ status, message: `${status} says the vendor`, details });
const classed = (name: ErrorClass, status: StatusName = 'UNKNOWN'): Error => fail(status, { class: name });

function createModels(scripts: Record<string, readonly ScriptedAnswer[]>): { ai: Ai; models: ReturnType<typeof scriptedModel>[] } {
  const ai = durakit({ mode: 'inline' });
  return { ai, models: Object.entries(scripts).map(([name, script]) => scriptedModel(ai, script, { name })) };
}

describe('fallback', () => {
  test('the first that answers is heard, and the response says what was tried', async () => {
    const { ai, models } = createModels({ a: [fail('UNAVAILABLE')], b: [classed('rate_limit', 'RESOURCE_EXHAUSTED')], c: ['yes'] });
    const response = await ai.generate({ model: fallback(models), prompt: 'well?' });
    expect([response.text, response.model]).toEqual(['yes', 'c']);
    expect(response.attempts).toMatchObject([
      { model: 'a', outcome: 'failed', class: 'overloaded', status: 'UNAVAILABLE', message: 'UNAVAILABLE says the vendor' },
      { model: 'b', outcome: 'failed', class: 'rate_limit', status: 'RESOURCE_EXHAUSTED' },
      { model: 'c', outcome: 'answered' },
    ]);
  });

  test.each<[ErrorClass, boolean]>([
    ['rate_limit', true],
    ['overloaded', true],
    ['timeout', true],
    ['context_length', true],
    ['bad_output', true],
    ['content_filter', false],
    ['auth', false],
    ['quota', false],
    ['invalid_request', false],
  ])('%s goes on to the next model: %s', async (name, falls) => {
    const { ai, models } = createModels({ a: [classed(name)], b: ['yes'] });
    const asked = ai.generate({ model: fallback(models), prompt: 'well?' });
    if (falls) expect((await asked).text).toBe('yes');
    else await expect(asked).rejects.toMatchObject({ details: { class: name } });
    expect(models[1]?.requestCount).toBe(falls ? 1 : 0);
  });

  test('`on` changes the rules', async () => {
    const { ai, models } = createModels({ a: [classed('quota'), classed('timeout')], b: ['yes'] });
    const model = fallback(models, { on: { quota: true, timeout: false } });
    expect((await ai.generate({ model, prompt: 'one' })).text).toBe('yes');
    await expect(ai.generate({ model, prompt: 'two' })).rejects.toMatchObject({ details: { class: 'timeout' } });
  });

  test('where all fail the last error tells of all of them', async () => {
    const { ai, models } = createModels({ a: [fail('UNAVAILABLE')], b: [fail('DEADLINE_EXCEEDED')] });
    await expect(ai.generate({ model: fallback(models), prompt: 'well?' })).rejects.toMatchObject({
      status: 'DEADLINE_EXCEEDED',
      details: {
        attempts: [
          { model: 'a', class: 'overloaded' },
          { model: 'b', class: 'timeout' },
        ],
      },
    });
  });

  test('a model that cannot take the request is passed over, one without a system role gets it as a conversation', async () => {
    const ai = durakit({ mode: 'inline' });
    const first = scriptedModel(ai, [fail('UNAVAILABLE')], { name: 'first' });
    const noTools = scriptedModel(ai, ['no'], { name: 'noTools', info: { supports: { tools: false } } });
    const noSystem = scriptedModel(ai, ['yes'], { name: 'noSystem', info: { supports: { tools: true, systemRole: false } } });
    const tool = ai.defineTool({ name: 'look', inputSchema: z.object({}) }, async () => 1);
    const response = await ai.generate({ model: fallback([first, noTools, noSystem]), system: 'Be kind.', prompt: 'well?', tools: [tool] });
    expect(response.attempts).toMatchObject([
      { outcome: 'failed' },
      { model: 'noTools', outcome: 'skipped', reason: 'it takes no tools' },
      { outcome: 'answered' },
    ]);
    expect(noSystem.lastRequest?.messages.map(({ role }) => role)).toEqual(['user', 'model', 'user']);
    expect(noTools.requestCount).toBe(0);
  });

  test("the settings of a reference are its own model's, those of the call everybody's", async () => {
    const { ai } = createModels({ a: [fail('UNAVAILABLE')], b: ['yes'] });
    const control = scriptedModel(ai, ['yes'], { name: 'c' });
    const model = fallback([
      { name: 'a', config: { topK: 1 } },
      { name: 'c', config: { topP: 0.5 } },
    ]);
    await ai.generate({ model, prompt: 'well?', config: { temperature: 1 } });
    expect(control.lastRequest?.config).toEqual({ topP: 0.5, temperature: 1 });
  });

  test('stands for the app as a whole too', async () => {
    const ai = durakit({ mode: 'inline', model: fallback(['a', 'b']) });
    scriptedModel(ai, [fail('UNAVAILABLE')], { name: 'a' });
    scriptedModel(ai, ['yes'], { name: 'b' });
    expect((await ai.generate('well?')).model).toBe('b');
  });

  test('needs a model', () => {
    expect(() => fallback([])).toThrow('INVALID_ARGUMENT: fallback() needs at least one model.');
  });
});

test('what a model without a system role was sent stays out of the conversation', async () => {
  const ai = durakit({ mode: 'inline' });
  const first = scriptedModel(ai, [fail('UNAVAILABLE'), fail('UNAVAILABLE')], { name: 'first' });
  const asks = { toolRequests: [{ name: 'look', ref: '1', input: {} }] };
  const second = scriptedModel(ai, [asks, 'done'], { name: 'second', info: { supports: { tools: true, systemRole: false } } });
  const look = ai.defineTool({ name: 'look', inputSchema: z.object({}) }, async () => 1);
  const response = await ai.generate({ model: fallback([first, second]), system: 'Be kind.', prompt: 'well?', tools: [look] });
  expect(response.messages.map(({ role }) => role)).toEqual(['system', 'user', 'model', 'tool', 'model']);
  expect(first.lastRequest?.messages.map(({ role }) => role)).toEqual(['system', 'user', 'model', 'tool']);
  expect(second.lastRequest?.messages.map(({ role }) => role)).toEqual(['user', 'model', 'user', 'model', 'tool']);
});
