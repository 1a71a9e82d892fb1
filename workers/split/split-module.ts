import type { types as t } from '@babel/core';
import { sortDiagnostics } from './diagnostics.ts';
import { createGeneratedNames } from './generated-names.ts';
import { analyzeModule, type ModuleAnalysis } from './module-analysis.ts';
import { fileProblems } from './file-problems.ts';
import { printNodeProgram } from './print-node-program.ts';
import { printWorkflowProgram } from './print-workflow-program.ts';
import { createSourceMap, identityMappings } from './source-map.ts';
import { planSplit } from './split-plan.ts';
import type { SplitOptions } from './split-options.ts';
import type { Diagnostic, SplitProgram, SplitResult } from './split-result.ts';
import type { StepPlan } from './step-plan.ts';
import { argumentPaths } from './find-sites.ts';
import { memberOf } from './syntax.ts';

/**
 * Makes the two programs of one app module. Pure: the same text and the same facts give the same programs.
 *
 * The workflow program has `capturedStep(key, read, write?)` from `durakit/split-runtime` in the place of each step's function:
 * ```ts
 * ai.run('load', input, capturedStep('/step/menu/load', () => ({ theme, count }), (written) => { ({ count } = written); }))
 * ```
 * `read` gives the captured values when the step is called; fields of the instance are under `this`. `write`, there only if the step
 * assigns variables, takes `writes` of the outcome, before the flow goes on. A tool's function has the same form in `ai.dynamicTool`.
 *
 * The Node program is the user's text, with one function behind it that registers the steps, called before the first statement:
 * ```ts
 * registerStep('/step/menu/load', async ({ theme, count }, { ai, sideChannel }, ...stepArguments) => ({ result, writes: { count } }))
 * ```
 * `sideChannel` is what a flow's function gets as its second parameter, callable as the streaming callback. `stepArguments` is the
 * step's input, or the input and context of a tool.
 *
 * Schemas that flow code gives to `generate`, prompts and tools become `capturedSchema('/schema/menu/1')`, unless they are made of what
 * only the run knows; the same function of the Node program registers them, to be read when the module is there:
 * ```ts
 * registerSchema('/schema/menu/1', () => Answer)
 * ```
 *
 * A journaled flow keeps its definition only, with `durability: 'journal'`. Definitions have neither functions nor zod schemas, and
 * `genkit()` has no options; other values that need Node are left out too: the worker knows them.
 */
export function splitModule(options: SplitOptions): SplitResult {
  const { code, path, moduleName, usedExports, onlyNode = false } = options;
  const analysis = analyzeModule(options);
  if (analysis.parsed.syntaxErrors.length > 0) return unreadable(analysis);
  const strict = options.strict === true || isStrictApp(analysis);
  const plan = planSplit(analysis, { moduleName, strict, takenSteps: options.takenSteps });
  const names = createGeneratedNames(code);
  const problems = fileProblems(plan);
  const nodeProgram = printNodeProgram(plan, names);
  const workflow = printWorkflowProgram(plan, { names, usedExports, onlyNode });
  const diagnostics = sortDiagnostics([...problems, ...plan.diagnostics, ...workflow.diagnostics]);
  return {
    workflowProgram: workflow.program,
    nodeProgram,
    steps: plan.steps.map(toSplitStep),
    schemas: plan.schemas.map(({ key, value }) => ({ key, ...placeOf(value.node) })),
    flows: plan.flows.map(({ flow }) => ({ ...flow, reasons: sortDiagnostics(flow.reasons) })),
    workflowImports: workflow.imports,
    diagnostics: diagnostics.map((diagnostic) => (diagnostic.path === '' ? { ...diagnostic, path } : diagnostic)),
  };
}

function unreadable({ surroundings, parsed, diagnostic }: ModuleAnalysis): SplitResult {
  const { code, path } = surroundings;
  const same: SplitProgram = { code, map: createSourceMap(identityMappings(code), { path, code }) };
  const diagnostics = parsed.syntaxErrors.map(({ message, line, column }): Diagnostic => {
    const position = { line, column, index: 0 };
    return diagnostic('DK1001', { loc: { start: position, end: position, filename: path, identifierName: undefined } }, message);
  });
  return { workflowProgram: same, nodeProgram: same, steps: [], schemas: [], flows: [], workflowImports: [], diagnostics };
}

function isStrictApp({ found }: ModuleAnalysis): boolean {
  return found.factories.some((call) => {
    const member = memberOf(argumentPaths(call)[0]?.node, 'strict');
    return member?.type === 'ObjectProperty' && member.value.type === 'BooleanLiteral' && member.value.value;
  });
}

function toSplitStep({ site, name, values, writes, instance }: StepPlan): SplitResult['steps'][number] {
  const captures = [...values.map((value) => value.name), ...(instance === undefined ? [] : ['this'])];
  return { ...name, kind: site.rule.role === 'dynamicTool' ? 'tool' : 'step', captures, writes, ...placeOf(site.call.node) };
}

function placeOf({ loc }: t.Node): { line: number; column: number } {
  return { line: loc?.start.line ?? 1, column: (loc?.start.column ?? 0) + 1 };
}
