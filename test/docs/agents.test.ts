import { readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from '@jest/globals';
import { waitForInterrupts } from '../cases/case-table.ts';
import { splitApp } from '../../workers/programs/split-app.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const FILE = 'test/docs/agents-app.ts';
const read = (file: string): string => readFileSync(path.join(ROOT, file), 'utf8');
const withoutSpace = (text: string): string => text.replaceAll(/\s+/g, ' ');
const blocks = [...read('docs/agents.md').matchAll(/<!-- copied from (\S*) -->\n\n```ts\n(.*?)```/gs)];

process.env['DURAKIT_MODE'] = 'inline';
const { help, remember, talk, wait, write } = await import('./agents-app.ts');

describe('docs/agents.md', () => {
  test('shows code of the app of this test alone', () => {
    expect(blocks).toHaveLength(read('docs/agents.md').split('```ts').length - 1);
    for (const [, file, code = ''] of blocks) {
      expect(file).toBe(FILE);
      expect(withoutSpace(read(FILE))).toContain(withoutSpace(code.trim()));
    }
  });

  test('shows flows that run in the sandbox', () => {
    const { flows, diagnostics } = splitApp([path.join(ROOT, FILE)]);
    expect(diagnostics).toEqual([]);
    expect(new Set(flows.map(({ mode }) => mode))).toEqual(new Set(['workflow']));
  });

  test('says what happens', async () => {
    expect(await talk('Refund A1.')).toBe('["refunded A1"]');
    const response = '["refunded A1"]';
    expect(await help('Refund A1.')).toEqual({ asked: ['billing > refund'], text: JSON.stringify([{ response }]) });
    expect(await remember(undefined)).toEqual({ name: 'Eve', said: 3 });
    expect(await write(undefined)).toEqual(['plan']);
  });

  test('says how a question from below is answered from outside', async () => {
    const handle = await wait.start('Refund A1.');
    const [asked] = await waitForInterrupts(handle);
    expect(asked).toMatchObject({ name: 'refund', ref: '1/1', interrupt: { question: 'Refund A1?' } });
    await handle.restart('refund#1/1', { resumed: { approved: true } });
    expect(await handle.result()).toBe(JSON.stringify([{ response: '["refunded A1"]' }]));
  });
});
