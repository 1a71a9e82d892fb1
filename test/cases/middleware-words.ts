import { expect } from '@jest/globals';
import type { CaseTable } from './case-table.ts';

export const user = (...texts: unknown[]): unknown => ({
  role: 'user',
  content: texts.map((text) => (typeof text === 'string' ? { text } : text)),
});
export const model = (text: string): unknown => ({ role: 'model', content: [{ text }] });
export const request = (name: string, input: unknown, ref: string): unknown => ({ toolRequest: { name, ref, input } });
export const response = (name: string, output: unknown, ref: string): unknown => ({ toolResponse: { name, ref, output } });
export const first = (
  name: string,
  { result, ...input }: { which: string; settings?: unknown; options?: unknown; result: unknown },
): CaseTable[number] => ({
  name,
  flow: 'middlewareFirstForm',
  input,
  result: expect.objectContaining({ messages: result }),
});
