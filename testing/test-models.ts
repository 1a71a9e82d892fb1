import type { Ai } from '../engine/create-ai.ts';
import { toModelReference, type ModelArgument } from '../engine/define-model.ts';
import type { Registry } from '../engine/registry.ts';
import { toActionKey } from '../schemas/action-key.ts';
import type { ModelInfo } from '../schemas/model-info.ts';
import { findAi } from './find-ai.ts';
import { modelTests, type ModelTest, type ModelTestCase } from './model-tests.ts';

/** How a model did in one test. One that was skipped has not passed. */
export interface ModelTestResult {
  readonly name: string;
  readonly passed: boolean;
  readonly skipped?: boolean;
  readonly error?: { readonly message: string; readonly stack?: string };
}

/** One test, and how each model did in it. */
export type ModelTestReport = readonly { readonly description: string; readonly models: readonly ModelTestResult[] }[];

/**
 * Asks real models a few things that any of them can do: greet, see, remember, obey, give JSON, call a tool. What a model says that it
 * cannot do is skipped. Wrong answers and errors are in the report; nothing is thrown for them. As Genkit's (`genkit/testing`).
 */
export async function testModels(owner: Ai | Registry, models: readonly ModelArgument[]): Promise<ModelTestReport> {
  const ai = findAi(owner);
  const report: { description: string; models: ModelTestResult[] }[] = [];
  for (const test of modelTests) {
    const results: ModelTestResult[] = [];
    for (const model of models) results.push(await runTest(test, { ai, model }));
    report.push({ description: test.description, models: results });
  }
  return report;
}

async function runTest({ needs, run }: ModelTest, testCase: ModelTestCase): Promise<ModelTestResult> {
  const { name } = toModelReference(testCase.model);
  if (needs !== undefined && !(await supportsOf(testCase.ai, name))?.[needs]) return { name, passed: false, skipped: true };
  try {
    await run(testCase);
    return { name, passed: true };
  } catch (error) {
    return { name, passed: false, error: toReportedError(error) };
  }
}

async function supportsOf(ai: Ai, name: string): Promise<ModelInfo['supports']> {
  const action = await ai.registry.lookupAction(toActionKey('model', name));
  return (action?.metadata?.['model'] as ModelInfo | undefined)?.supports;
}

/** A test runner's own errors may be of another realm, whose `Error` is not ours. */
function toReportedError(error: unknown): NonNullable<ModelTestResult['error']> {
  if (typeof error !== 'object' || error === null || !('message' in error)) return { message: String(error) };
  const { message, stack } = error as Error;
  return { message, ...(stack !== undefined && { stack }) };
}
