import { expect, test } from '@jest/globals';
import { fromPromptName, promptNotFound, toPromptName } from '../../../engine/prompts/prompt-name.ts';

test.each([
  ['menu', { name: 'menu' }],
  ['menu.short', { name: 'menu', variant: 'short' }],
  ['v1.2/menu', { name: 'v1.2/menu' }],
  ['v1.2/menu.short.old', { name: 'v1.2/menu', variant: 'short.old' }],
])('%s', (fullName, parts) => {
  expect(fromPromptName(fullName)).toEqual(parts);
  expect(toPromptName(parts)).toBe(fullName);
});

test("a missing prompt is named in Genkit's words", () => {
  expect(promptNotFound({ name: 'a', variant: 'b' }, ['z', 'c'])).toMatchObject({
    message: 'NOT_FOUND: Prompt a (variant b) not found',
    details: { known: ['c', 'z'] },
  });
});
