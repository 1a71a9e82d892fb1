import { describe, expect, test } from '@jest/globals';
import { toPrompt, type PromptOptions } from '../../../../providers/models/language-model/to-prompt.ts';
import type { MessageData } from '../../../../schemas/message.ts';
import type { Part } from '../../../../schemas/part.ts';

const options: PromptOptions = { providerOptionsKey: 'vendor', mediaInToolResults: true };

const prompt = (messages: MessageData[], more: Partial<PromptOptions> = {}): unknown => toPrompt(messages, { ...options, ...more }).prompt;

const user = (...content: Part[]): MessageData => ({ role: 'user', content });
const model = (...content: Part[]): MessageData => ({ role: 'model', content });
const tool = (...content: Part[]): MessageData => ({ role: 'tool', content });

describe('system messages', () => {
  test('are one text', () => {
    expect(prompt([{ role: 'system', content: [{ text: 'be ' }, { text: 'brief' }] }])).toEqual([{ role: 'system', content: 'be brief' }]);
  });

  test('are one for each part where a part has options of its own', () => {
    const cached = { providerOptions: { vendor: { cache: true } } };
    const message: MessageData = {
      role: 'system',
      content: [{ text: 'long', metadata: cached }, { text: 'short' }],
      metadata: { providerOptions: { vendor: { tier: 1 } } },
    };
    expect(prompt([message])).toEqual([
      { role: 'system', content: 'long', providerOptions: { vendor: { tier: 1, cache: true } } },
      { role: 'system', content: 'short', providerOptions: { vendor: { tier: 1 } } },
    ]);
  });
});

describe('user messages', () => {
  test('hold text, data as JSON and media', () => {
    const message = user(
      { text: 'look' },
      { data: { a: 1 } },
      { media: { url: 'data:image/png;base64,AAAA' } },
      { media: { url: 'https://x.test/report.pdf' }, metadata: { filename: 'q3.pdf' } },
    );
    expect(prompt([message])).toEqual([
      {
        role: 'user',
        content: [
          { type: 'text', text: 'look' },
          { type: 'text', text: '{"a":1}' },
          { type: 'file', mediaType: 'image/png', data: { type: 'data', data: 'AAAA' } },
          {
            type: 'file',
            mediaType: 'application/pdf',
            data: { type: 'url', url: new URL('https://x.test/report.pdf') },
            filename: 'q3.pdf',
          },
        ],
      },
    ]);
  });

  test('keep the options of the message and of its parts', () => {
    const message: MessageData = {
      role: 'user',
      content: [{ text: 'hi', metadata: { providerOptions: { vendor: { cache: 'part' } }, purpose: 'none of the vendor’s business' } }],
      metadata: { providerOptions: { vendor: { cache: 'message' } } },
    };
    expect(prompt([message])).toEqual([
      {
        role: 'user',
        content: [{ type: 'text', text: 'hi', providerOptions: { vendor: { cache: 'part' } } }],
        providerOptions: { vendor: { cache: 'message' } },
      },
    ]);
  });

  test.each([
    ['a tool request', { toolRequest: { name: 'pay' } }, "'toolRequest' part cannot be in a user message"],
    ['reasoning', { reasoning: 'hm' }, "'reasoning' part cannot be in a user message"],
    ['a resource', { resource: { uri: 'file://x' } }, 'Resources must be read before the model is called'],
  ] as [string, Part, string][])('refuse %s', (_, part, message) => {
    expect(() => prompt([user(part)])).toThrow(message);
  });

  test('leave a custom part of another vendor out, with a warning', () => {
    const { prompt: sent, warnings } = toPrompt([user({ text: 'hi' }, { custom: { redactedThinking: 'x' } })], options);
    expect(sent).toEqual([{ role: 'user', content: [{ type: 'text', text: 'hi' }] }]);
    expect(warnings).toEqual([{ type: 'other', message: expect.stringContaining('redactedThinking') }]);
  });
});

describe('model messages', () => {
  test("give the vendor's state back as it came, under what the caller adds", () => {
    const state = { vendor: { thoughtSignature: 'c2ln', nested: { deep: [1, null, { x: true }] } }, other: { id: 7 } };
    const metadata = { providerMetadata: state, providerOptions: { vendor: { cache: true } } };
    const expected = { vendor: { ...state.vendor, cache: true }, other: { id: 7 } };
    const message = model(
      { reasoning: 'hm', metadata },
      { text: 'so', metadata },
      { toolRequest: { name: 'pay', ref: 'c1', input: { a: 1 } }, metadata },
    );
    expect(prompt([message])).toEqual([
      {
        role: 'assistant',
        content: [
          { type: 'reasoning', text: 'hm', providerOptions: expected },
          { type: 'text', text: 'so', providerOptions: expected },
          { type: 'tool-call', toolCallId: 'c1', toolName: 'pay', input: { a: 1 }, providerOptions: expected },
        ],
      },
    ]);
  });

  test('may hold what ran at the vendor', () => {
    const call = { toolCallId: 'v1', toolName: 'search', input: { q: 'x' } };
    const message = model(
      { custom: { providerToolCall: call } },
      { custom: { providerToolResult: { toolCallId: 'v1', toolName: 'search', result: ['y'] } } },
      { custom: { providerToolResult: { toolCallId: 'v2', toolName: 'code', result: 'no', isError: true } } },
      { custom: { vendorContent: { kind: 'vendor.block' } }, metadata: { providerMetadata: { vendor: { data: 'x' } } } },
      { custom: { reasoningFile: { url: 'data:image/png;base64,AAAA', contentType: 'image/png' } } },
      { custom: { source: { id: 's1', url: 'https://x.test' } } },
    );
    expect(prompt([message])).toEqual([
      {
        role: 'assistant',
        content: [
          { type: 'tool-call', ...call, providerExecuted: true },
          { type: 'tool-result', toolCallId: 'v1', toolName: 'search', output: { type: 'json', value: ['y'] } },
          { type: 'tool-result', toolCallId: 'v2', toolName: 'code', output: { type: 'error-json', value: 'no' } },
          { type: 'custom', kind: 'vendor.block', providerOptions: { vendor: { data: 'x' } } },
          { type: 'reasoning-file', mediaType: 'image/png', data: { type: 'data', data: 'AAAA' } },
        ],
      },
    ]);
  });
});

describe('tool messages', () => {
  test('belong to their requests, with and without a ref', () => {
    const messages = [
      model({ toolRequest: { name: 'a' } }, { toolRequest: { name: 'b' } }, { toolRequest: { name: 'a' } }),
      tool(
        { toolResponse: { name: 'b', output: 'B' } },
        { toolResponse: { name: 'a', output: { n: 1 } } },
        { toolResponse: { name: 'a' } },
      ),
    ];
    expect(prompt(messages)).toMatchObject([
      { content: [{ toolCallId: 'call_1', input: {} }, { toolCallId: 'call_2' }, { toolCallId: 'call_3' }] },
      {
        role: 'tool',
        content: [
          { type: 'tool-result', toolCallId: 'call_2', toolName: 'b', output: { type: 'text', value: 'B' } },
          { type: 'tool-result', toolCallId: 'call_1', toolName: 'a', output: { type: 'json', value: { n: 1 } } },
          { type: 'tool-result', toolCallId: 'call_3', toolName: 'a', output: { type: 'json', value: null } },
        ],
      },
    ]);
  });

  const picture = { media: { url: 'data:image/png;base64,AAAA' } };
  const withMedia = tool({
    toolResponse: { name: 'draw', ref: 'c1', output: { ok: true }, content: [{ text: 'done' }, picture, { data: 1 }] },
  });
  const file = { type: 'file', mediaType: 'image/png', data: { type: 'data', data: 'AAAA' } };

  test('hold content of many parts', () => {
    const value = [{ type: 'text', text: '{"ok":true}' }, { type: 'text', text: 'done' }, file, { type: 'text', text: '1' }];
    expect(prompt([withMedia])).toEqual([
      { role: 'tool', content: [{ type: 'tool-result', toolCallId: 'c1', toolName: 'draw', output: { type: 'content', value } }] },
    ]);
  });

  test('send media in a user message after all results, where the vendor takes none in them', () => {
    const second = tool({ toolResponse: { name: 'draw', ref: 'c2', content: [picture] } });
    const text = { type: 'text', text: 'Result of the tool draw:' };
    expect(prompt([withMedia, second, user({ text: 'and?' })], { mediaInToolResults: false })).toEqual([
      { role: 'tool', content: [expect.objectContaining({ output: { type: 'text', value: '{"ok":true}\ndone\n1' } })] },
      { role: 'tool', content: [expect.objectContaining({ output: { type: 'text', value: 'The result follows in the next message.' } })] },
      { role: 'user', content: [text, file] },
      { role: 'user', content: [text, file] },
      { role: 'user', content: [{ type: 'text', text: 'and?' }] },
    ]);
  });

  test('may hold an approval for a tool of the vendor', () => {
    const toolApprovalResponse = { approvalId: 'a1', approved: false, reason: 'too dear' };
    expect(prompt([tool({ custom: { toolApprovalResponse } })])).toEqual([
      { role: 'tool', content: [{ type: 'tool-approval-response', ...toolApprovalResponse }] },
    ]);
  });

  test('refuse text, and content that is no part', () => {
    expect(() => prompt([tool({ text: 'hi' })])).toThrow("'text' part cannot be in a tool message");
    expect(() => prompt([tool({ toolResponse: { name: 'draw', content: ['no part'] } })])).toThrow("response of tool 'draw'");
  });
});
