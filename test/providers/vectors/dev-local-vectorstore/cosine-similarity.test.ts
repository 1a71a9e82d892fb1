import { expect, test } from '@jest/globals';
import { cosineSimilarity } from '../../../../providers/vectors/dev-local-vectorstore/cosine-similarity.ts';

test.each([
  [[1, 0], [2, 0], 1],
  [[1, 0], [0, 3], 0],
  [[1, 0], [-1, 0], -1],
  [[1, 1], [1, 0], Math.SQRT1_2],
  [[0, 0], [1, 0], 0],
  [[1], [1, 0], 0],
  [[], [], 0],
])('of %j and %j it is %d', (left, right, expected) => {
  expect(cosineSimilarity(left, right)).toBeCloseTo(expected, 12);
});
