import { expect, test } from '@jest/globals';
import { isOpenAI } from '../../../../providers/models/openai-compatible/resolve-api-key.ts';

test.each([
  ['https://api.openai.com/v1', true],
  ['https://eu.api.openai.com/v1', true],
  ['https://api.openai.com.evil.test/v1', false],
  ['https://notapi.openai.com/v1', false],
  ['https://resource.openai.azure.com/openai/v1', false],
  ['http://localhost:11434/v1', false],
])('%s is OpenAI itself: %s', (baseURL, expected) => {
  expect(isOpenAI(baseURL)).toBe(expected);
});
