import type { CaseTable } from './case-table.ts';
import { formatsRequestRows } from './formats-request-rows.ts';
import { formatsAnswerRows } from './formats-answer-rows.ts';

/** Output formats. */
export const formatsTable: CaseTable = [...formatsRequestRows, ...formatsAnswerRows];
