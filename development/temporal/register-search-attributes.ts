import type { Connection } from '@temporalio/client';
import { STATUS_CODES } from '../../schemas/status.ts';
import { SEARCH_ATTRIBUTES } from './temporal-arguments.ts';

/** `IndexedValueType.INDEXED_VALUE_TYPE_KEYWORD` of Temporal's API. */
const KEYWORD = 2;

/**
 * Registers durakit's search attributes where they are missing; harmless when repeated or done by two processes at once.
 * Returns the names that were added.
 */
export async function registerSearchAttributes(connection: Connection, namespace: string): Promise<string[]> {
  const { customAttributes } = await connection.operatorService.listSearchAttributes({ namespace });
  const missing = SEARCH_ATTRIBUTES.filter((name) => !Object.hasOwn(customAttributes, name));
  if (missing.length === 0) return [];
  try {
    const searchAttributes = Object.fromEntries(missing.map((name) => [name, KEYWORD]));
    await connection.operatorService.addSearchAttributes({ namespace, searchAttributes });
  } catch (error) {
    if ((error as { code?: unknown }).code !== STATUS_CODES.ALREADY_EXISTS.grpc) throw error;
  }
  return missing;
}
