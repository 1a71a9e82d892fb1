/** 1 for vectors of one direction, 0 for unrelated ones and for those that cannot be compared: of different lengths, or all zeros. */
export function cosineSimilarity(left: readonly number[], right: readonly number[]): number {
  if (left.length !== right.length) return 0;
  let product = 0;
  let leftSquares = 0;
  let rightSquares = 0;
  for (const [position, value] of left.entries()) {
    const other = right[position] ?? 0;
    product += value * other;
    leftSquares += value * value;
    rightSquares += other * other;
  }
  const lengths = Math.sqrt(leftSquares) * Math.sqrt(rightSquares);
  return lengths === 0 ? 0 : product / lengths;
}
