import { createTypeScriptImportResolver } from 'eslint-import-resolver-typescript';
import importX from 'eslint-plugin-import-x';
import { defineConfig } from 'eslint/config';
import tseslint from 'typescript-eslint';

// `z` and `t` are the names that zod and Babel's types have everywhere
const shortNames = ['_', 't', 'z'];

const abbreviations = 'arg arr cb cfg cnt ctx e el err evt idx len msg num obj opts param prev req res ret str tmp val'.split(' ');

const missingInSandbox = 'Buffer atob btoa crypto fetch performance process queueMicrotask setImmediate setInterval structuredClone'.split(
  ' ',
);

const folderIndexes = {
  regex: String.raw`^\.{1,2}(/\.{1,2})*/?$|^\.{1,2}/(.*/)?[a-z][a-z-]*/index(\.\w+)?$`,
  message: 'Import the file, not the folder.',
};

const restrictedSyntax = [
  { selector: 'CatchClause > Identifier[name!=/^(error|[a-z]+Error)$/]', message: 'A caught error is called `error`.' },
  { selector: 'TSEnumDeclaration', message: 'Use a union of literals or an `as const` object.' },
  { selector: 'ClassDeclaration[superClass]:not([superClass.name=/Error$/])', message: 'Inheritance is for errors only.' },
];

const exportAll = { selector: 'ExportAllDeclaration:not([exported])', message: 'Name what is exported.' };

const style = {
  eqeqeq: ['error', 'always', { null: 'ignore' }],
  'id-denylist': ['error', ...abbreviations],
  'id-length': ['error', { min: 2, properties: 'never', exceptions: shortNames }],
  'max-lines': ['error', { max: 300 }],
  'max-lines-per-function': ['error', { max: 75 }],
  'max-params': ['error', 3],
  'no-restricted-imports': ['error', { patterns: [folderIndexes] }],
  'no-restricted-syntax': ['error', ...restrictedSyntax, exportAll],
  'no-var': 'error',
  'no-warning-comments': ['error', { terms: ['todo', 'fixme', 'xxx'], location: 'anywhere' }],
  'object-shorthand': 'error',
  'prefer-const': 'error',
};

const imports = {
  'import-x/no-cycle': ['error', { ignoreExternal: true }],
  'import-x/no-mutable-exports': 'error',
  'import-x/no-self-import': 'error',
};

const types = {
  '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports', disallowTypeAnnotations: false }],
  '@typescript-eslint/explicit-module-boundary-types': 'error',
  '@typescript-eslint/naming-convention': [
    'error',
    { selector: 'typeParameter', format: ['PascalCase'], custom: { regex: '^T([A-Z]|$)', match: true } },
  ],
  '@typescript-eslint/no-explicit-any': 'error',
  '@typescript-eslint/no-floating-promises': 'error',
  '@typescript-eslint/no-import-type-side-effects': 'error',
  '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: { arguments: false } }],
  '@typescript-eslint/no-non-null-assertion': 'error',
  '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', ignoreRestSiblings: true }],
  '@typescript-eslint/only-throw-error': ['error', { allowRethrowing: true, allowThrowingAny: true, allowThrowingUnknown: true }],
  '@typescript-eslint/require-await': 'off',
  '@typescript-eslint/return-await': ['error', 'error-handling-correctness-only'],
  '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
  // interfaces here are written with methods, and the objects behind them use no `this`
  '@typescript-eslint/unbound-method': 'off',
};

export default defineConfig(
  { ignores: ['node_modules/', 'dist/', 'coverage/', '.durakit/', 'migrations/', 'test/apps/', 'test/split/cases/', 'docs/'] },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  { files: ['**/*.{js,mjs,ts}'], plugins: { 'import-x': importX }, rules: style },
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.recommendedTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    settings: {
      'import-x/extensions': ['.ts'],
      'import-x/parsers': { '@typescript-eslint/parser': ['.ts'] },
      'import-x/resolver-next': [createTypeScriptImportResolver({ project: 'tsconfig.json' })],
    },
    rules: { ...imports, ...types },
  },
  {
    files: ['schemas/**/*.ts', 'engine/**/*.ts', 'workflows/**/*.ts', '**/*.workflow.ts'],
    rules: {
      'no-restricted-globals': ['error', ...missingInSandbox.map((name) => ({ name, message: "Temporal's sandbox does not have it." }))],
    },
  },
  {
    // this entry is all schemas, whatever they are
    files: ['schemas.ts'],
    rules: { 'no-restricted-syntax': ['error', ...restrictedSyntax] },
  },
  {
    // a suite is one long function, and a test may build the wrong value that it needs
    files: ['test/**/*.ts'],
    rules: { 'max-lines-per-function': 'off' },
  },
);
