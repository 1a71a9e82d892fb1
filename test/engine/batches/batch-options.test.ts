import { describe, expect, test } from '@jest/globals';
import { toBatchLimits } from '../../../engine/batches/to-batch-limits.ts';
import { durakit } from '../../../index.ts';

describe('batch options', () => {
  test('have defaults', () => {
    expect(toBatchLimits({ within: '24h' })).toEqual({ within: 86_400_000, window: 30_000, size: 500 });
    expect(toBatchLimits({ within: '2h', window: '1s', size: 3 })).toEqual({ within: 7_200_000, window: 1_000, size: 3 });
  });

  test.each([
    { within: '8d' as const },
    { within: '10s' as const },
    { within: '24h' as const, window: '2h' as const },
    { within: '24h' as const, size: 0 },
    { within: '24h' as const, size: 1.5 },
    { within: '24h' as const, size: 1_001 },
  ])('that cannot be kept are refused: %j', (options) => {
    expect(() => toBatchLimits(options)).toThrow(expect.objectContaining({ status: 'INVALID_ARGUMENT' }));
  });
});

test('in process the model is asked at once, and that is said once', async () => {
  const said: string[] = [];
  const ai = durakit({ mode: 'inline' });
  const model = ai.defineModel({ name: 'echo' }, async ({ messages }) => ({
    message: { role: 'model', content: messages.at(-1)?.content ?? [] },
  }));
  const log = console.error;
  console.error = (text: string) => void said.push(text);
  try {
    for (const prompt of ['one', 'two']) {
      const { text } = await ai.generate({ model, prompt, batch: { within: '1h' } });
      expect(text).toBe(prompt);
    }
  } finally {
    console.error = log;
  }
  expect(said).toEqual([expect.stringContaining("Calls with 'batch' are asked at once")]);
});
