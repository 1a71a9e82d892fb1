import { STORES_MESSAGES_STATEMENT } from '../engine/messages/stores-messages.ts';
import { appendStatement } from './append-statement.ts';

/** The sandbox's program, told that its worker has a message store. A bundle that was made before is told when the worker starts. */
export function withMessageStore(code: string): string {
  return appendStatement(code, STORES_MESSAGES_STATEMENT);
}
