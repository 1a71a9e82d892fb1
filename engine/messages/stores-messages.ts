/** On the global object: the worker writes it into the sandbox's program, which reads no environment. */
const STORES = Symbol.for('durakit.storesMessages');

interface StoresHolder {
  [STORES]?: boolean;
}

/** Whether the worker that runs this code has a message store. */
export function storesMessages(): boolean {
  return (globalThis as StoresHolder)[STORES] === true;
}

/** The statement in the sandbox's program that says so. */
export const STORES_MESSAGES_STATEMENT = `globalThis[Symbol.for(${JSON.stringify(STORES.description)})] = true;`;
