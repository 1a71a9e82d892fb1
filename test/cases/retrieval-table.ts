import type { CaseTable } from './case-table.ts';
import { retrievalFindRows } from './retrieval-find-rows.ts';
import { retrievalJudgeRows } from './retrieval-judge-rows.ts';

/** Embedders, retrievers, indexers, rerankers, evaluators, documents. */
export const retrievalTable: CaseTable = [...retrievalFindRows, ...retrievalJudgeRows];
