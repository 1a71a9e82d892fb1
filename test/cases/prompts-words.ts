import { expect } from '@jest/globals';
import type { CaseTable } from './case-table.ts';

export const user = (text: string): unknown => ({ role: 'user', content: [{ text }] });
export const model = (text: string): unknown => ({ role: 'model', content: [{ text }] });
export const system = (text: string): unknown => ({ role: 'system', content: [{ text }] });
export const hash = expect.stringMatching(/^[0-9a-f]{64}$/);
export const history = [
  { role: 'user', content: 'before' },
  { role: 'model', content: [{ text: 'answered' }] },
];
export const past = [user('before'), model('answered')];
export const dish = {
  type: 'object',
  properties: { name: { type: 'string' } },
  required: ['name'],
  additionalProperties: true,
  $schema: 'http://json-schema.org/draft-07/schema#',
};
export const messages = (
  name: string,
  { result, ...input }: { prompt: string; variant?: string; input?: unknown; options?: unknown; result: unknown },
): CaseTable[number] => ({
  name,
  flow: 'promptsMessages',
  input,
  result,
});
export const failing = (
  name: string,
  {
    message,
    status = 'INVALID_ARGUMENT',
    ...input
  }: { prompt: string; variant?: string; input?: unknown; message: unknown; status?: 'INVALID_ARGUMENT' | 'NOT_FOUND' },
): CaseTable[number] => ({
  name,
  flow: 'promptsMessages',
  input,
  error: { status, message },
});
