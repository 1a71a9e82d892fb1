import type { MessageStore } from '../../../engine/message-store.ts';
import { toMessageHash } from '../../../providers/postgres/to-message-hash.ts';
import { DurakitError } from '../../../schemas/durakit-error.ts';
import type { MessageData } from '../../../schemas/message.ts';

/** A message store of one process: texts alone are kept, so nobody can change what is in it. */
export interface MemoryStore extends Pick<MessageStore, 'append' | 'load'> {
  readonly rows: Map<string, { readonly parent: string | null; readonly json: string }>;
}

/** An empty one. */
export function createMemoryStore(): MemoryStore {
  const rows: MemoryStore['rows'] = new Map();
  return {
    rows,
    append: async (parent, messages) => {
      if (parent !== null && !rows.has(parent)) throw unknownHead(parent);
      let head = parent;
      for (const message of messages) {
        const hash = toMessageHash(head, message);
        if (!rows.has(hash)) rows.set(hash, { parent: head, json: JSON.stringify(message) });
        head = hash;
      }
      return head ?? '';
    },
    load: async (head) => {
      const messages: MessageData[] = [];
      for (let next: string | null = head; next !== null;) {
        const row = rows.get(next);
        if (row === undefined) throw unknownHead(next);
        messages.unshift(JSON.parse(row.json) as MessageData);
        next = row.parent;
      }
      return messages;
    },
  };
}

function unknownHead(head: string): DurakitError {
  return new DurakitError({ status: 'NOT_FOUND', message: `There is no message "${head}" in the message store.` });
}
