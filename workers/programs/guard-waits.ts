import { SourceMap as NodeSourceMap } from 'node:module';
import { types as t } from '@babel/core';
import { parseModule, type ParsedModule } from '../split/parse-module.ts';
import type { SplitProgram } from '../split/split-result.ts';
import type { TextEdit } from './text-edits.ts';
import { isWaiting, runs } from './top-level.ts';

/** What the guarded code calls, on the global object. */
export const TOP_LEVEL = 'durakit.topLevel';

/** The module that is guarded. */
interface Guarding {
  readonly code: string;
  /** `globalThis[…]`, and what it is told of this module. */
  readonly runtime: string;
  readonly module: string;
  /** Names that have no value where the module was held. */
  readonly missing: Set<string>;
  /** The statement is one of the workflow program. */
  readonly isDefinition: (statement: t.Statement) => boolean;
}

/**
 * A module that waits at its top level for a flow must not make the whole import wait for ever. From its first wait on,
 * statements that wait are handed to the runtime, which leaves a statement when a flow is held back in it, and other
 * statements that define nothing, or use what such a statement would have given, run only where none was left.
 *
 * `const text = await menu(x);` → `let text; await runtime.run("app.ts", async () => { (text = await menu(x)); });`
 */
export function guardWaits(
  parsed: ParsedModule,
  { code, path }: { code: string; path: string },
  workflowProgram: SplitProgram,
): TextEdit[] {
  const { body } = parsed.file.program;
  const first = body.findIndex(isWaiting);
  if (parsed.isCommonJs || first === -1) return [];
  const guarding: Guarding = {
    code,
    runtime: `globalThis[Symbol.for(${JSON.stringify(TOP_LEVEL)})]`,
    module: JSON.stringify(path),
    missing: new Set(),
    isDefinition: createDefinitionTest(workflowProgram, path),
  };
  return body.slice(first).flatMap((statement) => guardStatement(guarding, statement));
}

function guardStatement(guarding: Guarding, statement: t.Statement): TextEdit[] {
  const declaration = t.isExportNamedDeclaration(statement) ? statement.declaration : statement;
  if (t.isVariableDeclaration(declaration)) return guardDeclaration(guarding, declaration);
  if (isStaying(statement) || hasVar(statement)) return [];
  if (isWaiting(statement)) return wrap(guarding, statement, { isWaiting: true });
  const usesMissing = usesAny(statement, guarding.missing);
  return guarding.isDefinition(statement) && !usesMissing ? [] : wrap(guarding, statement, { isWaiting: false });
}

/** Imports, exports, functions, classes and types are there whatever the module waits for. */
function isStaying(statement: t.Statement): boolean {
  return (
    t.isDeclaration(statement) || t.isExportDeclaration(statement) || t.isTSExportAssignment(statement) || t.isEmptyStatement(statement)
  );
}

/** A `var` in a block belongs to the module: it cannot move into a function. */
function hasVar(statement: t.Statement): boolean {
  return runs(statement, (node) => t.isVariableDeclaration(node, { kind: 'var' }));
}

function wrap(guarding: Guarding, { start, end }: t.Node, how: { isWaiting: boolean }): TextEdit[] {
  return [insertion(start, opening(guarding, how)), insertion(end, closing(how))];
}

function opening({ runtime, module }: Guarding, { isWaiting: waits }: { isWaiting: boolean }): string {
  return waits ? `await ${runtime}.run(${module}, async () => { ` : `if (${runtime}.goesOn(${module})) { `;
}

function closing({ isWaiting: waits }: { isWaiting: boolean }): string {
  return waits ? ' });' : ' }';
}

function guardDeclaration(guarding: Guarding, declaration: t.VariableDeclaration): TextEdit[] {
  const { declarations, kind, start, end } = declaration;
  const how = { isWaiting: isWaiting(declaration) };
  if (!how.isWaiting && !usesAny(declaration, guarding.missing)) return [];
  if (kind === 'using' || kind === 'await using') return [];
  const names = Object.keys(t.getBindingIdentifiers(declaration));
  for (const name of names) guarding.missing.add(name);
  const edits: TextEdit[] = [];
  let position = start ?? 0;
  for (const [index, declarator] of declarations.entries()) {
    const text = index === 0 ? `${kind === 'var' ? 'var' : 'let'} ${names.join(', ')}; ${opening(guarding, how)}(` : '); (';
    edits.push(
      replacement(guarding.code, { start: position, end: declarator.start ?? 0 }, text),
      ...withoutType(guarding.code, declarator),
    );
    position = declarator.end ?? 0;
  }
  return [...edits, insertion(position, ')'), insertion(end, closing(how))];
}

/** `text: string = …` is no assignment. */
function withoutType(code: string, { id, definite }: t.VariableDeclarator): TextEdit[] {
  const annotation = 'typeAnnotation' in id ? id.typeAnnotation : undefined;
  if (annotation == null) return [];
  const start = (annotation.start ?? 0) - (definite === true ? 1 : 0);
  return [replacement(code, { start, end: annotation.end ?? 0 }, '')];
}

function insertion(at: number | null | undefined, text: string): TextEdit {
  return { start: at ?? 0, end: at ?? 0, text };
}

function replacement(code: string, { start, end }: { start: number; end: number }, text: string): TextEdit {
  return { start, end, text: text + code.slice(start, end).replaceAll(/[^\n]/g, '') };
}

function usesAny(node: t.Node, names: ReadonlySet<string>): boolean {
  return names.size > 0 && runs(node, (child) => t.isIdentifier(child) && names.has(child.name));
}

/** By the lines of the user's module that the workflow program's statements come from. */
function createDefinitionTest({ code, map }: SplitProgram, path: string): (statement: t.Statement) => boolean {
  const origins = new NodeSourceMap(map as ConstructorParameters<typeof NodeSourceMap>[0]);
  const lines = new Set<number>();
  for (const { loc } of parseModule(code, path).file.program.body) {
    if (loc == null) continue;
    const entry = origins.findEntry(loc.start.line - 1, loc.start.column);
    if ('originalLine' in entry) lines.add(entry.originalLine + 1);
  }
  return ({ loc }) => loc != null && lines.has(loc.start.line);
}
