import { describe, expect, test } from '@jest/globals';
import {
  augmentWithContext,
  simulateConstrainedGeneration,
  simulateSystemPrompt,
  validateSupport,
  type ModelMiddleware,
} from '../../../model-middleware.ts';
import type { GenerateRequest } from '../../../schemas/generate-request.ts';

const request: GenerateRequest = { messages: [{ role: 'user', content: [{ text: 'hi' }] }] };

/** What the model behind a middleware is asked. */
async function seenBehind(middleware: ModelMiddleware, given: GenerateRequest): Promise<GenerateRequest> {
  let seen = given;
  await middleware(given, async (changed = given) => {
    seen = changed;
    return {};
  });
  return seen;
}

describe('validateSupport', () => {
  const two: GenerateRequest = { messages: [...request.messages, ...request.messages] };
  const media: GenerateRequest = { messages: [{ role: 'user', content: [{ media: { url: 'data:,' } }] }] };
  const tools: GenerateRequest = { ...request, tools: [{ name: 't', description: '' }] };

  test.each([
    [{ media: false }, media, 'media, but media was provided'],
    [{ tools: false }, tools, 'tool use, but tools were provided'],
    [{ multiturn: false }, two, 'multiple messages, but 2 were provided'],
  ])('refuses %j', async (supports, given, words) => {
    await expect(seenBehind(validateSupport({ name: 'm', supports }), given)).rejects.toThrow(
      `Model 'm' does not support ${words}. Request: ${JSON.stringify(given, null, 2)}`,
    );
    expect(await seenBehind(validateSupport({ name: 'm' }), given)).toEqual(given);
  });
});

describe('simulateSystemPrompt', () => {
  const given: GenerateRequest = { messages: [{ role: 'system', content: [{ text: 'Be kind' }] }, ...request.messages] };

  test('makes a pair of the system message', async () => {
    expect((await seenBehind(simulateSystemPrompt(), given)).messages).toEqual([
      { role: 'user', content: [{ text: 'SYSTEM INSTRUCTIONS:\n' }, { text: 'Be kind' }] },
      { role: 'model', content: [{ text: 'Understood.' }] },
      ...request.messages,
    ]);
    const words = await seenBehind(simulateSystemPrompt({ preface: 'RULES', acknowledgement: 'Aye' }), given);
    expect(words.messages.slice(0, 2)).toMatchObject([{ content: [{ text: 'RULES' }, {}] }, { content: [{ text: 'Aye' }] }]);
    expect(await seenBehind(simulateSystemPrompt(), request)).toEqual(request);
  });
});

describe('augmentWithContext', () => {
  const docs = [
    { content: [{ text: 'one' }], metadata: { ref: 'r', url: 'u' } },
    { content: [{ text: 'two' }], metadata: { id: 'i' } },
    { content: [{ text: 'three' }] },
  ];
  const textOf = async (options?: Parameters<typeof augmentWithContext>[0]): Promise<unknown> =>
    (await seenBehind(augmentWithContext(options), { ...request, docs })).messages[0]?.content[1];

  test('appends the documents to the last user message', async () => {
    expect(await textOf()).toEqual({
      text: '\n\nUse the following information to complete your task:\n\n- [r]: one\n- [i]: two\n- [2]: three\n\n',
      metadata: { purpose: 'context' },
    });
    expect(await textOf({ preface: null, citationKey: null })).toMatchObject({ text: '- one\n- two\n- three\n\n' });
    expect(await textOf({ preface: 'P ', citationKey: 'url' })).toMatchObject({ text: expect.stringContaining('P - [u]: one\n') });
    expect(await textOf({ preface: '', itemTemplate: ({ text }) => `<${text}>` })).toMatchObject({ text: '<one><two><three>\n' });
  });

  test('leaves a context that is there, and fills one that is pending', async () => {
    const withPart = (metadata: Record<string, unknown>): GenerateRequest => ({
      docs,
      messages: [{ role: 'user', content: [{ text: 'before', metadata: { purpose: 'context', ...metadata } }, { text: 'x' }] }],
    });
    const there = withPart({});
    expect(await seenBehind(augmentWithContext(), there)).toBe(there);
    const filled = await seenBehind(augmentWithContext(), withPart({ pending: true }));
    expect(filled.messages[0]?.content[0]).toMatchObject({ text: expect.stringContaining('[r]: one'), metadata: { purpose: 'context' } });
  });
});

test('simulateConstrainedGeneration asks for the schema in words', async () => {
  const output = { format: 'json', constrained: true, contentType: 'application/json', schema: { type: 'object' } };
  const seen = await seenBehind(simulateConstrainedGeneration({ instructionsRenderer: (schema) => `fit ${JSON.stringify(schema)}` }), {
    ...request,
    output,
  });
  expect(seen.output).toEqual({ constrained: false });
  expect(JSON.stringify(seen.messages)).toContain('fit {\\"type\\":\\"object\\"}');
});
