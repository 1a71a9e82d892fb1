import type { types as t } from '@babel/core';
import { parse, type ParserPlugin, type ParseResult } from '@babel/parser';
import { NodePath } from '@babel/traverse';
import { registerTypeScriptNames } from './typescript-names.ts';

/** A module's syntax tree, with its scopes. */
export interface ParsedModule {
  readonly file: t.File;
  readonly program: NodePath<t.Program>;
  /** No `import` or `export` in it: `require` and `module.exports` are its imports and exports. */
  readonly isCommonJs: boolean;
  readonly syntaxErrors: readonly SyntaxProblem[];
}

/** A place that the parser could not read; `column` counts from 0. */
export interface SyntaxProblem {
  readonly message: string;
  readonly line: number;
  readonly column: number;
}

/** Saves the walk where there is nothing to find. */
const TYPESCRIPT_NAMES =
  /\benum\s+\w|\b(?:namespace|module)\s+\w+\s*\{|\bimport\s+\w+\s*=|\b(?:public|private|protected|readonly|override)\s+\w/;

/** Reads TypeScript, JSX and decorators by the path's ending. Never throws: what cannot be read is in `syntaxErrors`. */
export function parseModule(code: string, path: string): ParsedModule {
  const { file, fatal } = parseFile(code, path);
  const program = programPathOf(file);
  if (/\.[mc]?tsx?$/.test(path) && TYPESCRIPT_NAMES.test(code)) registerTypeScriptNames(program);
  const syntaxErrors = [...fatal, ...(file.errors ?? []).map(toSyntaxProblem)];
  return { file, program, isCommonJs: isCommonJs(file.program), syntaxErrors };
}

function parseFile(code: string, path: string): { file: ParseResult<t.File>; fatal: SyntaxProblem[] } {
  try {
    return { file: parseText(code, path), fatal: [] };
  } catch (error) {
    return { file: parseText('', path), fatal: [toSyntaxProblem(error)] };
  }
}

function parseText(code: string, path: string): ParseResult<t.File> {
  return parse(code, {
    sourceType: 'unambiguous',
    sourceFilename: path,
    errorRecovery: true,
    allowReturnOutsideFunction: true,
    allowAwaitOutsideFunction: true,
    allowUndeclaredExports: true,
    createImportExpressions: false,
    plugins: pluginsFor(path),
  });
}

function pluginsFor(path: string): ParserPlugin[] {
  const common: ParserPlugin[] = ['decorators-legacy', 'explicitResourceManagement'];
  if (/\.[mc]?ts$/.test(path)) return [...common, 'typescript'];
  if (path.endsWith('.tsx')) return [...common, 'typescript', 'jsx'];
  return [...common, 'jsx'];
}

/** The path alone, without a walk: its context is what makes Babel read the scopes. */
function programPathOf(file: t.File): NodePath<t.Program> {
  const path = NodePath.get({ parentPath: null, parent: file, container: file, key: 'program' });
  path.setContext(undefined);
  return path;
}

function isCommonJs(program: t.Program): boolean {
  return !program.body.some((statement) => /^(Import|Export|TSExport|TSImport)/.test(statement.type));
}

interface ParserError {
  readonly message: string;
  readonly loc?: { readonly line: number; readonly column: number };
}

function toSyntaxProblem(error: unknown): SyntaxProblem {
  const { message, loc } = error as ParserError;
  return { message: message.replace(/ \(\d+:\d+\)$/, ''), line: loc?.line ?? 1, column: loc?.column ?? 0 };
}
