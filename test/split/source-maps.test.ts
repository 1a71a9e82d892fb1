import { SourceMap, type SourceMapPayload } from 'node:module';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { splitModule } from '../../workers/split/split-module.ts';
import type { SplitProgram } from '../../workers/split/split-result.ts';
import { listCases, splitCase } from './split-case.ts';

const CODE = `#!/usr/bin/env node
'use strict';
import { genkit } from 'durakit';
import { save } from './save';

const ai = genkit({});

export const flow = ai.defineFlow('flow', async (input: string) => {
  const trimmed = input.trim();
  await ai.run('save', async () => {
    const prepared = trimmed.toUpperCase();
    return save(prepared);
  });
  return trimmed.padStart(5);
});
`;

interface Place {
  readonly line: number;
  readonly column: number;
}

function placeOf(code: string, text: string, from = 0): Place {
  const before = code.slice(0, code.indexOf(text, from));
  return { line: before.split('\n').length - 1, column: before.length - before.lastIndexOf('\n') - 1 };
}

/** Where the map leads from a text in the program. */
function originOf({ code, map }: SplitProgram, text: string, from = 0): Place {
  const { line, column } = placeOf(code, text, from);
  const entry = new SourceMap(map as unknown as SourceMapPayload).findEntry(line, column);
  if (!('originalLine' in entry)) throw new Error(`nothing is known of ${text}`);
  return { line: entry.originalLine, column: entry.originalColumn };
}

describe('source maps', () => {
  const { workflowProgram, nodeProgram } = splitModule({ code: CODE, path: 'app.ts', moduleName: 'app' });

  test('the maps name the module and hold its text', () => {
    for (const { map } of [workflowProgram, nodeProgram]) {
      expect(map.sources).toEqual(['app.ts']);
      expect(map.sourcesContent).toEqual([CODE]);
    }
  });

  test('flow code in the workflow program leads to its line and column', () => {
    expect(originOf(workflowProgram, 'trimmed.padStart')).toEqual(placeOf(CODE, 'trimmed.padStart'));
    expect(originOf(workflowProgram, 'ai.run')).toEqual(placeOf(CODE, 'ai.run'));
  });

  test('the call in the place of a step leads to the step', () => {
    expect(originOf(workflowProgram, '__durakitCapturedStep(').line).toBe(placeOf(CODE, 'async () => {').line);
  });

  test('the body of a hoisted step leads to its line and column', () => {
    const appendix = nodeProgram.code.indexOf('function __durakitRegisterSteps');
    for (const text of ['trimmed.toUpperCase', 'save(prepared)']) {
      expect(originOf(nodeProgram, text, appendix)).toEqual(placeOf(CODE, text));
    }
  });

  test('the original text of the Node program leads to itself, also behind the call in its first line', () => {
    for (const text of ['genkit }', "'durakit'", 'trimmed.toUpperCase', 'trimmed.padStart']) {
      expect(originOf(nodeProgram, text)).toEqual(placeOf(CODE, text));
    }
  });

  test('the Node program keeps the hashbang, the directive and the number of each line', () => {
    const lines = nodeProgram.code.split('\n');
    expect(lines.slice(0, 2)).toEqual(CODE.split('\n').slice(0, 2));
    expect(lines.slice(3, 14)).toEqual(CODE.split('\n').slice(3, 14));
  });
});

describe('maps of all cases', () => {
  for (const split of listCases(join(import.meta.dirname, 'cases'))) {
    test(`${split.name}: every mapping leads into the text`, () => {
      const { workflowProgram, nodeProgram } = splitCase(split);
      for (const { code, map } of [workflowProgram, nodeProgram]) {
        const lines = (map.sourcesContent[0] ?? '').split('\n');
        const reader = new SourceMap(map as unknown as SourceMapPayload);
        expect(map.mappings.split(';').length).toBeLessThanOrEqual(code.split('\n').length);
        for (const [line, text] of code.split('\n').entries()) {
          const entry = reader.findEntry(line, text.length);
          if ('originalLine' in entry) expect(entry.originalColumn).toBeLessThanOrEqual((lines[entry.originalLine] ?? '').length);
        }
      }
    });
  }
});
