import { TypedSearchAttributes, defineSearchAttributeKey } from '@temporalio/common';
import { upsertSearchAttributes, workflowInfo } from '@temporalio/workflow';
import { SEARCH_ATTRIBUTES } from '../schemas/search-attributes.ts';

const KIND = defineSearchAttributeKey(SEARCH_ATTRIBUTES.kind, 'KEYWORD');
const NAME = defineSearchAttributeKey(SEARCH_ATTRIBUTES.name, 'KEYWORD');
const STATUS = defineSearchAttributeKey(SEARCH_ATTRIBUTES.status, 'KEYWORD');

/** What a child run is started with. */
export function flowSearchAttributes(name: string): TypedSearchAttributes {
  return new TypedSearchAttributes([
    { key: KIND, value: 'flow' },
    { key: NAME, value: name },
  ]);
}

/** A run that the Temporal UI or CLI started has no attributes yet: it gives them to itself, once. */
export function ensureFlowAttributes(name: string): void {
  if (workflowInfo().typedSearchAttributes.get(KIND) !== undefined) return;
  upsertSearchAttributes([
    { key: KIND, value: 'flow' },
    { key: NAME, value: name },
  ]);
}

/** Costs one event of history, so it is set for waits that people want to find, not for every step. */
export function setStatus(status: 'running' | 'waiting'): void {
  upsertSearchAttributes([{ key: STATUS, value: status }]);
}
