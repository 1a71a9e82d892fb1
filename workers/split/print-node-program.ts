import { types as t } from '@babel/core';
import { generateCode } from './generate-code.ts';
import { SPLIT_RUNTIME, type GeneratedNames } from './generated-names.ts';
import { findJournaledSteps } from './journaled-steps.ts';
import { createRegisteredStep } from './registered-step.ts';
import { createRegisteredSchema } from './create-registered-schema.ts';
import { createSourceMap, identityMappings, insertTexts, type Insertion } from './source-map.ts';
import type { SplitPlan } from './split-plan.ts';
import type { SplitProgram } from './split-result.ts';
import { startOf } from './syntax.ts';

/**
 * The user's text, character by character, with one call before its first statement and one function behind its last. The function
 * is hoisted, so steps and schemas are registered even where the module waits at its top level for ever. Around functions of steps that a
 * journal must know more of stands a call.
 */
export function printNodeProgram(plan: SplitPlan, names: GeneratedNames): SplitProgram {
  const { parsed, surroundings } = plan.analysis;
  const { code, path } = surroundings;
  const [first] = parsed.file.program.body;
  const journaled = findJournaledSteps(plan, names);
  const registers = plan.steps.length + plan.schemas.length > 0;
  if (first === undefined || (!registers && journaled.length === 0)) {
    return { code, map: createSourceMap(identityMappings(code), { path, code }) };
  }
  const call: Insertion[] = !registers ? [] : [{ offset: startOf(first), text: `${names.registerAll}(); ` }];
  const insertions = [...call, ...journaled];
  const before = insertTexts(code, insertions);
  const text = before.endsWith('\n') ? before : `${before}\n`;
  const appendix = generateCode(t.program(appendixStatements(plan, names, journaled.length > 0)), { code, path });
  const mappings = [...identityMappings(code, insertions).slice(0, text.split('\n').length - 1), ...appendix.mappings];
  return { code: `${text}${appendix.code}\n`, map: createSourceMap(mappings, { path, code }) };
}

function appendixStatements({ analysis, steps, schemas }: SplitPlan, names: GeneratedNames, hasJournaled: boolean): t.Statement[] {
  const registered = [
    ...steps.map((step) => createRegisteredStep(step, names)),
    ...schemas.map((schema) => createRegisteredSchema(schema, names)),
  ];
  const registering: ImportedPart[] = [
    ...(steps.length > 0 ? [{ imported: 'registerStep', local: names.registerStep }] : []),
    ...(schemas.length > 0 ? [{ imported: 'registerSchema', local: names.registerSchema }] : []),
  ];
  const imports = [...registering, ...(hasJournaled ? [{ imported: 'journaledStep', local: names.journaledStep }] : [])];
  if (!analysis.parsed.isCommonJs) {
    const specifiers = imports.map(({ imported, local }) => t.importSpecifier(t.identifier(local), t.identifier(imported)));
    const statement = t.importDeclaration(specifiers, t.stringLiteral(SPLIT_RUNTIME));
    return [statement, ...(registered.length > 0 ? [registerAll(names, registered)] : [])];
  }
  return [
    ...(registered.length > 0 ? [registerAll(names, [requiredStatement(registering), ...registered])] : []),
    ...(hasJournaled ? [requiredFunction(names)] : []),
  ];
}

/** A name of the runtime, and what the program calls it. */
interface ImportedPart {
  readonly imported: string;
  readonly local: string;
}

function registerAll(names: GeneratedNames, statements: t.Statement[]): t.Statement {
  return t.functionDeclaration(t.identifier(names.registerAll), [], t.blockStatement(statements));
}

function requiredStatement(parts: readonly ImportedPart[]): t.Statement {
  const pattern = t.objectPattern(parts.map(({ imported, local }) => t.objectProperty(t.identifier(imported), t.identifier(local))));
  return t.variableDeclaration('const', [t.variableDeclarator(pattern, requiredRuntime())]);
}

/** A function, because it is hoisted: the module may call steps before its end is reached. */
function requiredFunction(names: GeneratedNames): t.Statement {
  const given = t.identifier(names.arguments);
  const target = t.memberExpression(requiredRuntime(), t.identifier('journaledStep'));
  const body = t.blockStatement([t.returnStatement(t.callExpression(target, [t.spreadElement(given)]))]);
  return t.functionDeclaration(t.identifier(names.journaledStep), [t.restElement(given)], body);
}

function requiredRuntime(): t.Expression {
  return t.callExpression(t.identifier('require'), [t.stringLiteral(SPLIT_RUNTIME)]);
}
