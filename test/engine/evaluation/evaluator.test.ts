import { describe, expect, test } from '@jest/globals';
import { z } from 'zod';
import { createEvaluationApi } from '../../../engine/evaluation/evaluation-api.ts';
import { createEvaluatorAction, evaluatorRef } from '../../../engine/evaluation/evaluator.ts';
import type { Score } from '../../../schemas/eval-request.ts';
import { createTestEngine } from '../retrieval/create-test-engine.ts';

const labels = { displayName: 'Length', definition: 'Is the output long enough?' };

describe('defineEvaluator', () => {
  test('registers an action as Genkit lists it', () => {
    const { engine } = createTestEngine();
    const ai = createEvaluationApi(engine);
    const evaluator = ai.defineEvaluator({ name: 'test/length', ...labels }, ({ testCaseId }) => ({ testCaseId, evaluation: {} }));
    expect(evaluator.key).toBe('/evaluator/test/length');
    const registered = engine.registry.lookup('/evaluator/test/length');
    expect(registered).toMatchObject({ type: 'evaluator', name: 'test/length', inputSchema: { required: ['dataset', 'evalRunId'] } });
    expect(registered?.metadata).toEqual({
      type: 'evaluator',
      evaluator: { evaluatorIsBilled: true, evaluatorDisplayName: 'Length', evaluatorDefinition: 'Is the output long enough?' },
    });
  });

  test('says that it is free, and of what kind its options and its cases are', async () => {
    const { engine } = createTestEngine();
    const ai = createEvaluationApi(engine);
    const evaluator = ai.defineEvaluator(
      {
        name: 'typed',
        ...labels,
        isBilled: false,
        configSchema: z.object({ least: z.number() }),
        dataPointType: z.object({ input: z.string(), output: z.string() }),
      },
      ({ testCaseId, output }, { least }) => ({ testCaseId, evaluation: { score: output.length >= least } }),
    );
    const customOptions = expect.objectContaining({ properties: { least: { type: 'number' } } });
    expect(engine.registry.lookup('/evaluator/typed')?.metadata).toMatchObject({ evaluator: { evaluatorIsBilled: false, customOptions } });
    const dataset = [{ input: 'q', output: 'answer' }];
    expect(await ai.evaluate({ evaluator, dataset, options: { least: 3 } })).toMatchObject([{ evaluation: { score: true } }]);
    await expect(ai.evaluate({ evaluator, dataset, options: { least: 'x' } as never })).rejects.toThrow('- options.least: must be number');
    await expect(ai.evaluate({ evaluator, dataset: [{ input: 'q' }], options: { least: 3 } })).rejects.toThrow(
      "- dataset.0: must have required property 'output'",
    );
  });
});

describe('evaluate', () => {
  test('judges each case, one after the other by default', async () => {
    const { engine, asFlow, calls } = createTestEngine();
    const ai = createEvaluationApi(engine);
    let underWay = 0;
    let most = 0;
    const evaluator = ai.defineEvaluator({ name: 'length', ...labels }, async ({ testCaseId, output }) => {
      most = Math.max(most, ++underWay);
      await Promise.resolve();
      underWay -= 1;
      const isLong = (output as string).length > 3;
      return { testCaseId, evaluation: { score: isLong, status: isLong ? 'PASS' : 'FAIL', details: { reasoning: 'counted', by: 'hand' } } };
    });
    const dataset = [
      { testCaseId: 'first', input: 'q1', output: 'long answer' },
      { input: 'q2', output: 'no', context: ['c'], reference: 'r', traceIds: ['t'] },
    ];
    const responses = await asFlow(() => ai.evaluate({ evaluator, dataset, evalRunId: 'run' }));
    const details = { reasoning: 'counted', by: 'hand' };
    expect(responses).toEqual([
      { testCaseId: 'first', sampleIndex: 0, evaluation: { score: true, status: 'PASS', details } },
      { testCaseId: 'run-1', sampleIndex: 1, evaluation: { score: false, status: 'FAIL', details } },
    ]);
    expect(most).toBe(1);
    expect(calls.map(({ key, input }) => [key, input])).toEqual([['/evaluator/length', { dataset, evalRunId: 'run' }]]);
  });

  test('makes an id for the run where none is given', async () => {
    const { engine, asFlow, calls } = createTestEngine();
    const ai = createEvaluationApi(engine);
    ai.defineEvaluator({ name: 'any', ...labels }, ({ testCaseId }) => ({ testCaseId, evaluation: {} }));
    await asFlow(() => ai.evaluate({ evaluator: 'any', dataset: [] }));
    expect((calls[0]?.input as { evalRunId: string }).evalRunId).toMatch(/^[0-9a-f-]{36}$/);
  });

  test('judges the cases of a batch at once', async () => {
    const ai = createEvaluationApi(createTestEngine().engine);
    const log: string[] = [];
    const evaluator = ai.defineEvaluator({ name: 'logged', ...labels }, async ({ testCaseId }) => {
      log.push(`+${testCaseId}`);
      await new Promise((resolve) => setImmediate(resolve));
      log.push(`-${testCaseId}`);
      return { testCaseId, evaluation: [{ id: 'one', score: 1 }] };
    });
    const dataset = ['a', 'b', 'c'].map((testCaseId) => ({ testCaseId, input: testCaseId }));
    const responses = await evaluator({ dataset, evalRunId: 'run', batchSize: 2 });
    expect(responses.map(({ testCaseId, sampleIndex }) => [testCaseId, sampleIndex])).toEqual([
      ['a', 0],
      ['b', 1],
      ['c', 2],
    ]);
    expect(log).toEqual(['+a', '+b', '-a', '-b', '+c', '-c']);
    await ai.evaluate({ evaluator, dataset, batchSize: 3 });
    expect(log.slice(6, 9)).toEqual(['+a', '+b', '+c']);
  });

  test("a case that fails becomes an error with Genkit's words, and the others go on", async () => {
    const ai = createEvaluationApi(createTestEngine().engine);
    const evaluator = ai.defineEvaluator({ name: 'picky', ...labels }, ({ testCaseId, input }) => {
      if (input === 'bad') throw new Error('cannot judge');
      return { testCaseId, evaluation: { status: 'PASS' } };
    });
    const dataset = ['good', 'bad', 'good'].map((input, position) => ({ input, testCaseId: `case${position}` }));
    for (const batchSize of [undefined, 3]) {
      expect(await ai.evaluate({ evaluator, dataset, batchSize })).toEqual([
        { testCaseId: 'case0', sampleIndex: 0, evaluation: { status: 'PASS' } },
        {
          testCaseId: 'case1',
          sampleIndex: 1,
          evaluation: { error: 'Evaluation of test case case1 failed: \nError: cannot judge' },
        },
        { testCaseId: 'case2', sampleIndex: 2, evaluation: { status: 'PASS' } },
      ]);
    }
  });

  test('ends when it is cancelled: what is left is no error of the cases', async () => {
    const controller = new AbortController();
    const judged: string[] = [];
    const action = createEvaluatorAction({ name: 'slow', ...labels }, ({ testCaseId }) => {
      judged.push(testCaseId);
      controller.abort(new Error('enough'));
      throw controller.signal.reason;
    });
    const surroundings = { context: {}, abortSignal: controller.signal, streamingRequested: false, sendChunk: () => undefined };
    const dataset = [
      { testCaseId: 'a', input: 1 },
      { testCaseId: 'b', input: 2 },
    ];
    await expect(action.body?.({ dataset, evalRunId: 'run' }, surroundings)).rejects.toThrow('enough');
    expect(judged).toEqual(['a']);
  });

  test('refuses a verdict that is none', async () => {
    const ai = createEvaluationApi(createTestEngine().engine);
    const evaluator = ai.defineEvaluator({ name: 'odd', ...labels }, ({ testCaseId }) => ({
      testCaseId,
      evaluation: { status: 'MAYBE' } as unknown as Score,
    }));
    await expect(ai.evaluate({ evaluator, dataset: [{ input: 1 }] })).rejects.toThrow('must be equal to one of the allowed values');
  });

  test('takes an evaluator by name, by reference or as a plugin made it', async () => {
    const action = createEvaluatorAction({ name: 'plugged/all', ...labels }, ({ testCaseId }) => ({
      testCaseId,
      evaluation: { score: 1 },
    }));
    const ai = createEvaluationApi(createTestEngine({ plugins: [{ name: 'plugged', init: () => [action] }] }).engine);
    for (const evaluator of ['plugged/all', evaluatorRef({ name: 'plugged/all' }), action]) {
      expect(await ai.evaluate({ evaluator, dataset: [{ input: 1 }] })).toMatchObject([{ evaluation: { score: 1 } }]);
    }
  });

  test("says with Genkit's words that there is no such evaluator", async () => {
    const ai = createEvaluationApi(createTestEngine().engine);
    await expect(ai.evaluate({ evaluator: 'gone', dataset: [] })).rejects.toMatchObject({
      status: 'NOT_FOUND',
      originalMessage: 'Unable to utilize the provided evaluator',
    });
  });
});
