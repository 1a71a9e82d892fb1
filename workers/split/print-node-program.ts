import { types as t } from '@babel/core';
import { generateCode } from './generate-code.ts';
import { SPLIT_RUNTIME, type GeneratedNames } from './generated-names.ts';
import type { ModuleAnalysis } from './module-analysis.ts';
import { createRegisteredStep } from './registered-step.ts';
import { createSourceMap, identityMappings } from './source-map.ts';
import type { SplitProgram } from './split-result.ts';
import type { StepPlan } from './step-plan.ts';

/**
 * The user's text, character by character, with one call before its first statement and one function behind its last. The function
 * is hoisted, so the steps are registered even where the module waits at its top level for ever.
 */
export function printNodeProgram(analysis: ModuleAnalysis, steps: readonly StepPlan[], names: GeneratedNames): SplitProgram {
  const { code, path } = analysis.surroundings;
  const [first] = analysis.parsed.file.program.body;
  if (steps.length === 0 || first === undefined) return { code, map: createSourceMap(identityMappings(code), { path, code }) };
  const call = `${names.registerAll}(); `;
  const start = first.start ?? 0;
  const before = `${code.slice(0, start)}${call}${code.slice(start)}`;
  const text = before.endsWith('\n') ? before : `${before}\n`;
  const appendix = generateCode(t.program(appendixStatements(analysis, steps, names)), { code, path });
  const { line, column } = first.loc?.start ?? { line: 1, column: 0 };
  const own = identityMappings(code, { line: line - 1, column, by: call.length });
  const mappings = [...own.slice(0, text.split('\n').length - 1), ...appendix.mappings];
  return { code: `${text}${appendix.code}\n`, map: createSourceMap(mappings, { path, code }) };
}

function appendixStatements({ parsed }: ModuleAnalysis, steps: readonly StepPlan[], names: GeneratedNames): t.Statement[] {
  const registered = steps.map((step) => createRegisteredStep(step, names));
  const imported = t.identifier('registerStep');
  const local = t.identifier(names.registerStep);
  if (!parsed.isCommonJs) {
    const statement = t.importDeclaration([t.importSpecifier(local, imported)], t.stringLiteral(SPLIT_RUNTIME));
    return [statement, registerAll(names, registered)];
  }
  const pattern = t.objectPattern([t.objectProperty(imported, local)]);
  const required = t.callExpression(t.identifier('require'), [t.stringLiteral(SPLIT_RUNTIME)]);
  return [registerAll(names, [t.variableDeclaration('const', [t.variableDeclarator(pattern, required)]), ...registered])];
}

function registerAll(names: GeneratedNames, statements: t.Statement[]): t.Statement {
  return t.functionDeclaration(t.identifier(names.registerAll), [], t.blockStatement(statements));
}
