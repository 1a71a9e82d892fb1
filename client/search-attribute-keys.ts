import { defineSearchAttributeKey } from '@temporalio/common';
import { SEARCH_ATTRIBUTES } from '../schemas/search-attributes.ts';

export const KIND_KEY = defineSearchAttributeKey(SEARCH_ATTRIBUTES.kind, 'KEYWORD');
export const NAME_KEY = defineSearchAttributeKey(SEARCH_ATTRIBUTES.name, 'KEYWORD');
export const SESSION_KEY = defineSearchAttributeKey(SEARCH_ATTRIBUTES.session, 'KEYWORD');
export const MODEL_KEY = defineSearchAttributeKey(SEARCH_ATTRIBUTES.model, 'KEYWORD');
export const STATUS_KEY = defineSearchAttributeKey(SEARCH_ATTRIBUTES.status, 'KEYWORD');

/** The value of `DurakitKind` for runs of flows. */
export const FLOW_KIND = 'flow';
/** The value of `DurakitKind` for jobs of background models. */
export const OPERATION_KIND = 'operation';
