import { durakit, type Ai } from '../../../index.ts';
import type { AgentInput } from '../../../schemas/agent-input.ts';
import type { MessageData } from '../../../schemas/message.ts';

/** An app of its own for one file of tests. */
export const createApp = (): Ai => durakit({ mode: 'inline', context: { app: 'agents' } });

export const user = (text: string): MessageData => ({ role: 'user', content: [{ text }] });
export const model = (text: string): MessageData => ({ role: 'model', content: [{ text }] });
export const say = (text: string): AgentInput => ({ message: user(text) });

/** Everything that a stream gives. */
export async function collect<T>(stream: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const item of stream) all.push(item);
  return all;
}

/** A promise, and the function that resolves it. */
export function createGate(): { readonly opened: Promise<void>; readonly open: () => void } {
  let open = (): void => undefined;
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { opened, open };
}
