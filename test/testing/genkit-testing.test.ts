import path from 'node:path';
import { expect, test } from '@jest/globals';
import * as standIn from '../../genkit-testing.ts';
import * as own from '../../testing.ts';
import { resolvePackageEntry } from '../../workers/programs/package-entries.ts';

test("stands in for Genkit's genkit/testing, with the same functions as durakit/testing", () => {
  expect(path.basename(resolvePackageEntry('genkit/testing', 'node') ?? '')).toMatch(/^genkit-testing\./);
  expect(Object.keys(standIn).sort()).toEqual(['echoModel', 'mockModel', 'testModels']);
  expect(own).toMatchObject(standIn);
});
