import { readFileSync } from 'node:fs';

/** Reaches the world: no program for the sandbox has it. */
export class Bank {
  async has(id: string): Promise<boolean> {
    return readFileSync('ledger', 'utf8').includes(id);
  }

  async refund(order: string, id: string): Promise<string> {
    return `${order} ${id}`;
  }
}
