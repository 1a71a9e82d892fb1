import type { CaseTable } from './case-table.ts';
import { promptsCodeRows } from './prompts-code-rows.ts';
import { promptsFileRows } from './prompts-file-rows.ts';

/** Prompts of code and of files. */
export const promptsTable: CaseTable = [...promptsCodeRows, ...promptsFileRows];
