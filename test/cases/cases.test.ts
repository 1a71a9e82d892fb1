import { describe, expect, test } from '@jest/globals';
import { expectOutcome, loadAreas, loadInline, runCase } from './run-cases.ts';

const areas = await loadAreas();
const start = await loadInline(areas);

describe.each(areas)('$name, inline', ({ table }) => {
  test.each(table.filter(({ durableOnly }) => durableOnly === undefined))('$name', async (row) => {
    const { outcome } = await runCase(row, start);
    expectOutcome(row, outcome);
  });

  test('no two rows have one name', () => {
    const names = table.map(({ name }) => name);
    expect(names).toEqual([...new Set(names)]);
  });
});
