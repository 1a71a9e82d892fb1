import type { CaseTable } from './case-table.ts';
import { modelsRunnerRows } from './models-runner-rows.ts';
import { modelsErrorRows } from './models-error-rows.ts';

/** Models, and errors at every border. */
export const modelsTable: CaseTable = [...modelsRunnerRows, ...modelsErrorRows];
