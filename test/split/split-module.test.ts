import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { parseModule } from '../../workers/split/parse-module.ts';
import { listCases, splitCase, toExpected, type SplitCase } from './split-case.ts';

const CASES = join(import.meta.dirname, 'cases');
const isUpdate = process.env['UPDATE'] === '1';

/** Compares with the file, or writes it where `UPDATE=1` asks for it. Nothing expected means that there is no file. */
function expectFile(path: string, text: string | undefined): void {
  if (isUpdate) {
    if (text !== undefined) writeFileSync(path, text);
    else rmSync(path, { force: true });
  }
  expect(text).toBe(existsSync(path) ? readFileSync(path, 'utf8') : undefined);
}

function expectedPath({ folder, inputPath }: SplitCase, program: string): string {
  return join(folder, `expected.${program}${extname(inputPath)}`);
}

describe('splitModule', () => {
  for (const split of listCases(CASES)) {
    test(split.name, () => {
      const result = splitCase(split);
      const hasError = result.diagnostics.some(({ severity }) => severity === 'error');
      expectFile(expectedPath(split, 'workflow'), hasError ? undefined : result.workflowProgram.code);
      expectFile(expectedPath(split, 'node'), hasError ? undefined : result.nodeProgram.code);
      const diagnostics = result.diagnostics.map(toExpected);
      expectFile(
        join(split.folder, 'expected.diagnostics.json'),
        diagnostics.length === 0 ? undefined : `${JSON.stringify(diagnostics, null, 2)}\n`,
      );
      const flows = result.flows.map(({ name, mode, decidedBy }) => `${name ?? '*'}: ${mode} by ${decidedBy}`);
      const steps = result.steps.map(({ key, kind, captures, writes }) => ({ key, kind, captures, writes }));
      const schemas = result.schemas.length === 0 ? undefined : result.schemas.map(({ key }) => key);
      expectFile(
        join(split.folder, 'expected.plan.json'),
        `${JSON.stringify({ flows, steps, schemas, imports: result.workflowImports }, null, 2)}\n`,
      );
    });

    test(`${split.name}: both programs can be parsed`, () => {
      const { workflowProgram, nodeProgram, diagnostics } = splitCase(split);
      if (diagnostics.some(({ slug }) => slug === 'DK1001')) return;
      for (const { code } of [workflowProgram, nodeProgram]) expect(parseModule(code, split.inputPath).syntaxErrors).toEqual([]);
    });
  }
});
