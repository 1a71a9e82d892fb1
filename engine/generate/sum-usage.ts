import type { GenerationUsage } from '../../schemas/generate-response.ts';

/** The sum of two counts; what neither has stays unknown. */
export function sumUsage(first: GenerationUsage, second: GenerationUsage): GenerationUsage {
  const { custom: firstCustom, ...firstCounts } = first;
  const { custom: secondCustom, ...secondCounts } = second;
  const custom = addCounts(firstCustom ?? {}, secondCustom ?? {});
  return { ...addCounts(firstCounts, secondCounts), ...(Object.keys(custom).length > 0 && { custom }) };
}

function addCounts(first: Record<string, number | undefined>, second: Record<string, number | undefined>): Record<string, number> {
  const names = new Set([...Object.keys(first), ...Object.keys(second)]);
  const sums = [...names].flatMap((name) => {
    const known = [first[name], second[name]].filter((count) => typeof count === 'number');
    return known.length === 0 ? [] : [[name, known.reduce((sum, count) => sum + count, 0)] as const];
  });
  return Object.fromEntries(sums);
}
