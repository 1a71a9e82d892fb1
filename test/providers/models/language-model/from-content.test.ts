import type { LanguageModelV4Content } from '@ai-sdk/provider';
import { describe, expect, test } from '@jest/globals';
import { fromContent } from '../../../../providers/models/language-model/from-content.ts';
import { toPrompt } from '../../../../providers/models/language-model/to-prompt.ts';
import { PartSchema, type Part } from '../../../../schemas/part.ts';

const providerMetadata = { vendor: { signature: 'c2ln', deep: [{ x: null }] } };
const metadata = { providerMetadata };

const cases: readonly (readonly [string, LanguageModelV4Content, Part | undefined])[] = [
  ['text', { type: 'text', text: 'hi' }, { text: 'hi' }],
  ['text with state', { type: 'text', text: '', providerMetadata }, { text: '', metadata }],
  ['an empty text', { type: 'text', text: '' }, undefined],
  ['text with citations', { type: 'text', text: 'hi', citations: [] }, { text: 'hi', metadata: { citations: [] } }],
  ['reasoning', { type: 'reasoning', text: 'hm', providerMetadata }, { reasoning: 'hm', metadata }],
  ['redacted reasoning', { type: 'reasoning', text: '', providerMetadata }, { reasoning: '', metadata }],
  [
    'a file of text in base 64',
    { type: 'file', mediaType: 'image/png', data: { type: 'data', data: 'AAAA' }, providerMetadata },
    { media: { url: 'data:image/png;base64,AAAA', contentType: 'image/png' }, metadata },
  ],
  [
    'a file of bytes',
    { type: 'file', mediaType: 'audio/wav', data: { type: 'data', data: new Uint8Array([1, 2, 3]) } },
    { media: { url: 'data:audio/wav;base64,AQID', contentType: 'audio/wav' } },
  ],
  [
    'a file by URL',
    { type: 'file', mediaType: 'video/mp4', data: { type: 'url', url: new URL('https://x.test/v') } },
    { media: { url: 'https://x.test/v', contentType: 'video/mp4' } },
  ],
  [
    'a tool call',
    { type: 'tool-call', toolCallId: 'c1', toolName: 'pay', input: '{"a":[1]}', providerMetadata },
    { toolRequest: { name: 'pay', ref: 'c1', input: { a: [1] } }, metadata },
  ],
  [
    'a tool call without input',
    { type: 'tool-call', toolCallId: 'c1', toolName: 'now', input: '' },
    { toolRequest: { name: 'now', ref: 'c1', input: {} } },
  ],
  [
    'a call that runs at the vendor',
    { type: 'tool-call', toolCallId: 'c1', toolName: 'search', input: '{"q":1}', providerExecuted: true, providerMetadata },
    { custom: { providerToolCall: { toolCallId: 'c1', toolName: 'search', input: { q: 1 } } }, metadata },
  ],
  [
    'its result',
    { type: 'tool-result', toolCallId: 'c1', toolName: 'search', result: { n: 1 } },
    { custom: { providerToolResult: { toolCallId: 'c1', toolName: 'search', result: { n: 1 } } } },
  ],
  ['a preview of its result', { type: 'tool-result', toolCallId: 'c1', toolName: 'search', result: 1, preliminary: true }, undefined],
  [
    'a source',
    { type: 'source', sourceType: 'url', id: 's1', url: 'https://x.test', title: 'X' },
    { custom: { source: { sourceType: 'url', id: 's1', url: 'https://x.test', title: 'X' } } },
  ],
  [
    "a block of the vendor's own",
    { type: 'custom', kind: 'vendor.block', providerMetadata },
    { custom: { vendorContent: { kind: 'vendor.block' } }, metadata },
  ],
  [
    'a file of the reasoning',
    { type: 'reasoning-file', mediaType: 'image/png', data: { type: 'data', data: 'AAAA' } },
    { custom: { reasoningFile: { url: 'data:image/png;base64,AAAA', contentType: 'image/png' } } },
  ],
  [
    'a request for approval',
    { type: 'tool-approval-request', approvalId: 'a1', toolCallId: 'c1' },
    { custom: { toolApprovalRequest: { approvalId: 'a1', toolCallId: 'c1' } } },
  ],
];

describe('fromContent', () => {
  test.each(cases)('%s', (_, content, part) => {
    expect(fromContent(content)).toEqual(part);
    if (part !== undefined) expect(PartSchema.parse(part)).toEqual(part);
  });

  test('a call whose input is not JSON fails and names the tool', () => {
    const call = { type: 'tool-call', toolCallId: 'c1', toolName: 'pay', input: '{"a"' } as const;
    expect(() => fromContent(call)).toThrow("INTERNAL: The model called the tool 'pay' with an input that is not JSON");
  });
});

describe('there and back', () => {
  const sentBack = cases.filter(([, content, part]) => part !== undefined && !['source', 'tool-approval-request'].includes(content.type));

  test.each(sentBack)("%s keeps the vendor's state verbatim", (_, content, part) => {
    const message = { role: 'model' as const, content: part === undefined ? [] : [part] };
    const { prompt, warnings } = toPrompt([message], { providerOptionsKey: 'vendor', mediaInToolResults: true });
    const [{ type, providerOptions } = {} as { type?: string; providerOptions?: unknown }] = prompt[0]?.content as {
      type: string;
      providerOptions?: unknown;
    }[];
    expect(type).toBe(content.type);
    expect(providerOptions).toEqual('providerMetadata' in content ? providerMetadata : undefined);
    expect(warnings).toEqual([]);
  });
});
