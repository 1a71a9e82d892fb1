import { TypedSearchAttributes, defineSearchAttributeKey } from '@temporalio/common';
import { upsertSearchAttributes, workflowInfo } from '@temporalio/workflow';
import { SEARCH_ATTRIBUTES } from '../schemas/search-attributes.ts';

const KIND = defineSearchAttributeKey(SEARCH_ATTRIBUTES.kind, 'KEYWORD');
const NAME = defineSearchAttributeKey(SEARCH_ATTRIBUTES.name, 'KEYWORD');
const SESSION = defineSearchAttributeKey(SEARCH_ATTRIBUTES.session, 'KEYWORD');
const MODEL = defineSearchAttributeKey(SEARCH_ATTRIBUTES.model, 'KEYWORD');
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

/** What a session's run is started with. */
export function sessionSearchAttributes(agent: string, sessionId: string): TypedSearchAttributes {
  return new TypedSearchAttributes(toSessionPairs(agent, sessionId));
}

/** As for flows: one that the Temporal UI or CLI started gives them to itself. */
export function ensureSessionAttributes(agent: string, sessionId: string): void {
  if (workflowInfo().typedSearchAttributes.get(SESSION) === undefined) upsertSearchAttributes(toSessionPairs(agent, sessionId));
}

function toSessionPairs(agent: string, sessionId: string): { key: typeof KIND; value: string }[] {
  return [
    { key: KIND, value: 'agent' },
    { key: NAME, value: agent },
    { key: SESSION, value: sessionId },
  ];
}

/** Costs one event of history, so it is set for waits that people want to find, not for every step. */
export function setStatus(status: 'running' | 'waiting'): void {
  upsertSearchAttributes([{ key: STATUS, value: status }]);
}

/** What an operation is started with. */
export function operationSearchAttributes(model: string): TypedSearchAttributes {
  return new TypedSearchAttributes(operationPairs(model));
}

/** An operation that the Temporal UI or CLI started has no attributes yet: it gives them to itself, once. */
export function ensureOperationAttributes(model: string): void {
  if (workflowInfo().typedSearchAttributes.get(KIND) !== undefined) return;
  upsertSearchAttributes(operationPairs(model));
}

function operationPairs(model: string): { key: typeof KIND; value: string }[] {
  return [
    { key: KIND, value: 'operation' },
    { key: NAME, value: model },
    { key: MODEL, value: model },
    { key: STATUS, value: 'running' },
  ];
}
