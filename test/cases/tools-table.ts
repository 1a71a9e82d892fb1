import type { CaseTable } from './case-table.ts';

/** Tools, interrupts, resume. */
export const toolsTable: CaseTable = [{ name: 'one round of tools', flow: 'toolsOneRound', result: '[3]' }];
