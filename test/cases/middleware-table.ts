import type { CaseTable } from './case-table.ts';
import { middlewareHookRows } from './middleware-hook-rows.ts';
import { middlewareRetryRows } from './middleware-retry-rows.ts';
import { middlewareBuiltInRows } from './middleware-built-in-rows.ts';

/** Middleware of both forms: order, state, references, the built-in ones. */
export const middlewareTable: CaseTable = [...middlewareHookRows, ...middlewareRetryRows, ...middlewareBuiltInRows];
