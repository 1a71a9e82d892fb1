import { describe, expect, test } from '@jest/globals';
import { fromActionInput, toActionInput, type PromptCall } from '../../../engine/prompts/prompt-call.ts';

describe('the input of /executable-prompt', () => {
  test('is plain where there is nothing else to say', () => {
    expect(toActionInput({ input: { a: 1 } })).toEqual({ a: 1 });
    expect(toActionInput({ input: undefined, resumes: false })).toBeUndefined();
  });

  test.each<PromptCall>([
    { input: { a: 1 } },
    { input: undefined },
    { input: null },
    { input: [1] },
    { input: { a: 1 }, messages: [] },
    { input: 'text', state: { count: 1 } },
    { input: undefined, resumes: true },
  ])('survives the way: %j', (call) => {
    const input = toActionInput(call);
    const travelled: unknown = input === undefined ? undefined : JSON.parse(JSON.stringify(input));
    expect(fromActionInput(travelled)).toEqual(call);
  });
});
