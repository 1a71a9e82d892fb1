import ts from 'typescript';
import { countLines, type SourceFile } from './source-file.ts';

/** Lengths in lines. */
export interface Lengths {
  readonly median: number;
  readonly longest: number;
  readonly longestPath: string;
}

/** Median and maximum of the files' lengths; zeros when there are none. */
export function measureLengths(files: readonly SourceFile[]): Lengths {
  const sorted = files.map(({ path, source }) => ({ path, lines: countLines(source) })).sort((left, right) => left.lines - right.lines);
  const last = sorted.at(-1);
  return { median: sorted[Math.floor(sorted.length / 2)]?.lines ?? 0, longest: last?.lines ?? 0, longestPath: last?.path ?? '' };
}

/** Files with exports whose name is none of their exports' names, in kebab-case; `Schema` at an export's end may be missing in the name. */
export function findUnnamedFiles(files: readonly SourceFile[]): { readonly unnamed: string[]; readonly share: number } {
  const exporting = files.map((file) => ({ path: file.path, names: readExportNames(file) })).filter(({ names }) => names.length > 0);
  const unnamed = exporting.filter(({ path, names }) => !names.some((name) => isNamedAfter(path, name))).map(({ path }) => path);
  return { unnamed, share: exporting.length === 0 ? 1 : 1 - unnamed.length / exporting.length };
}

function isNamedAfter(path: string, exported: string): boolean {
  const name = path.slice(path.lastIndexOf('/') + 1).replace(/(\.workflow)?\.ts$/, '');
  const squeezed = exported.toLowerCase().replaceAll('_', '');
  const wanted = name.replaceAll('-', '');
  return squeezed === wanted || squeezed === `${wanted}schema`;
}

/** Names that a file declares and exports, or passes on by name. */
export function readExportNames(file: SourceFile): string[] {
  const parsed = ts.createSourceFile(file.path, file.source, ts.ScriptTarget.Latest);
  return parsed.statements.flatMap((statement) => {
    if (ts.isExportDeclaration(statement) && statement.exportClause !== undefined && ts.isNamedExports(statement.exportClause)) {
      return statement.exportClause.elements.map(({ name }) => name.text);
    }
    if (!ts.canHaveModifiers(statement)) return [];
    const isExported = ts.getModifiers(statement)?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword) ?? false;
    return isExported ? readDeclaredNames(statement) : [];
  });
}

function readDeclaredNames(statement: ts.Statement): string[] {
  if (ts.isVariableStatement(statement)) {
    return statement.declarationList.declarations.flatMap(({ name }) => (ts.isIdentifier(name) ? [name.text] : []));
  }
  const isNamed =
    ts.isFunctionDeclaration(statement) ||
    ts.isClassDeclaration(statement) ||
    ts.isInterfaceDeclaration(statement) ||
    ts.isTypeAliasDeclaration(statement);
  return isNamed && statement.name !== undefined ? [statement.name.text] : [];
}
