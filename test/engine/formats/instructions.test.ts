import { describe, expect, test } from '@jest/globals';
import { applyFormat } from '../../../engine/formats/apply-format.ts';
import { BUILT_IN_FORMATS } from '../../../engine/formats/built-in-formats.ts';
import { injectInstructions } from '../../../engine/formats/inject-instructions.ts';
import { resolveInstructions, shouldInjectInstructions } from '../../../engine/formats/resolve-instructions.ts';
import { needsSimulatedConstraint, simulateConstrained } from '../../../engine/formats/simulate-constrained.ts';
import type { GenerateRequest } from '../../../schemas/generate-request.ts';
import type { MessageData, Role } from '../../../schemas/message.ts';
import type { Part } from '../../../schemas/part.ts';

const added: Part = { text: 'do it', metadata: { purpose: 'output' } };
const pending: Part = { text: '', metadata: { purpose: 'output', pending: true } };
const done: Part = { text: 'own words', metadata: { purpose: 'output' } };

function message(role: Role, ...content: Part[]): MessageData {
  return { role, content };
}

const hello: Part = { text: 'hello' };

describe('injectInstructions', () => {
  test.each<[string, MessageData[], MessageData[]]>([
    ['into the last user message', [message('user', hello)], [message('user', hello, added)]],
    [
      'into the last of several',
      [message('user', hello), message('model', hello), message('user', hello), message('model', hello)],
      [message('user', hello), message('model', hello), message('user', hello, added), message('model', hello)],
    ],
    [
      'into the system message first',
      [message('system', hello), message('user', hello)],
      [message('system', hello, added), message('user', hello)],
    ],
    ['in the place of a placeholder', [message('user', hello, pending, hello)], [message('user', hello, added, hello)]],
    ['in the place of a placeholder that comes first', [message('user', pending, hello)], [message('user', added, hello)]],
    [
      'in the place of a placeholder beside a system message',
      [message('system', hello), message('user', pending, hello)],
      [message('system', hello), message('user', added, hello)],
    ],
    ['not where the caller has some', [message('user', hello, done)], [message('user', hello, done)]],
    [
      'not where any message has some',
      [message('system', hello), message('user', done), message('user', hello)],
      [message('system', hello), message('user', done), message('user', hello)],
    ],
    ['not where there is no place', [message('model', hello)], [message('model', hello)]],
    ['not into nothing', [], []],
  ])('%s', (_name, messages, expected) => {
    const before = structuredClone(messages);
    expect(injectInstructions(messages, 'do it')).toEqual(expected);
    expect(messages).toEqual(before);
  });

  test.each([undefined, false, ''] as const)('%j adds nothing', (instructions) => {
    expect(injectInstructions([message('user', pending)], instructions)).toEqual([message('user', pending)]);
  });

  test('a message keeps its metadata', () => {
    const messages: MessageData[] = [{ role: 'user', content: [hello], metadata: { preamble: true } }];
    expect(injectInstructions(messages, 'do it')).toEqual([{ role: 'user', content: [hello, added], metadata: { preamble: true } }]);
  });
});

const schema = { type: 'object', properties: { a: { type: 'number' } } };
const jsonInstructions = `Output should be in JSON format and conform to the following schema:\n\n\`\`\`\n${JSON.stringify(schema)}\n\`\`\`\n`;
const json = BUILT_IN_FORMATS.get('json');

describe('resolveInstructions', () => {
  test.each([
    ['my words', 'my words'],
    [true, jsonInstructions],
    [undefined, jsonInstructions],
    [false, undefined],
  ])('option %j', (option, expected) => {
    expect(resolveInstructions(json, schema, option)).toBe(expected);
  });

  test('without a format', () => {
    expect(resolveInstructions(undefined, schema, true)).toBeUndefined();
    expect(resolveInstructions(undefined, schema, 'my words')).toBe('my words');
  });
});

describe('shouldInjectInstructions', () => {
  test.each([
    [undefined, undefined, true],
    [undefined, true, true],
    [undefined, 'my words', true],
    [undefined, false, false],
    [true, undefined, true],
    [false, undefined, false],
    [false, true, true],
    [false, 'my words', true],
    [false, false, false],
  ])('defaultInstructions %j, instructions %j: %j', (defaultInstructions, instructions, expected) => {
    const config = defaultInstructions === undefined ? {} : { defaultInstructions };
    expect(shouldInjectInstructions(config, { instructions })).toBe(expected);
  });
});

describe('applyFormat', () => {
  const messages = [message('user', hello)];
  const items = { type: 'array', items: { type: 'object' } };

  test('nothing asked for', () => {
    expect(applyFormat({ messages }, undefined)).toEqual({ messages, output: {} });
  });

  test('a schema without a format means json, constrained, without instructions', () => {
    expect(applyFormat({ messages, output: { jsonSchema: schema } }, json)).toEqual({
      messages,
      output: { format: 'json', contentType: 'application/json', constrained: true, schema },
    });
  });

  test('what the caller says wins', () => {
    const output = { format: 'json', jsonSchema: schema, constrained: false, contentType: 'text/x', instructions: true };
    expect(applyFormat({ messages, output }, json)).toEqual({
      messages: [message('user', hello, { text: jsonInstructions, metadata: { purpose: 'output' } })],
      output: { format: 'json', contentType: 'text/x', constrained: false, schema },
    });
  });

  test.each(['array', 'jsonl'])('%s adds its instructions by default', (name) => {
    const formatted = applyFormat({ messages, output: { format: name, jsonSchema: items } }, BUILT_IN_FORMATS.get(name));
    expect(formatted.messages[0]?.content).toHaveLength(2);
    expect(formatted.output).toMatchObject({ format: name, schema: items });
  });

  test('instructions: false adds none', () => {
    const output = { format: 'array', jsonSchema: items, instructions: false };
    expect(applyFormat({ messages, output }, BUILT_IN_FORMATS.get('array')).messages).toEqual(messages);
  });

  test('own instructions replace those of the format', () => {
    const output = { format: 'json', jsonSchema: schema, instructions: 'do it' };
    expect(applyFormat({ messages, output }, json).messages).toEqual([message('user', hello, added)]);
  });

  test('a format that is not known goes to the model as it is, without instructions', () => {
    const output = { format: 'media', instructions: 'do it' };
    expect(applyFormat({ messages, output }, undefined)).toEqual({ messages, output: { format: 'media' } });
  });

  test('a schema that the format does not take is refused', () => {
    const output = { format: 'array', jsonSchema: schema };
    expect(() => applyFormat({ messages, output }, BUILT_IN_FORMATS.get('array'))).toThrow('INVALID_ARGUMENT: Must supply');
  });
});

describe('simulateConstrained', () => {
  const request: GenerateRequest = {
    messages: [message('system', hello), message('user', hello)],
    config: { temperature: 1 },
    output: { format: 'json', contentType: 'application/json', constrained: true, schema },
  };

  test('says the schema in the prompt and asks for plain text', () => {
    const before = structuredClone(request);
    expect(simulateConstrained(request)).toEqual({
      messages: [message('system', hello, { text: jsonInstructions, metadata: { purpose: 'output' } }), message('user', hello)],
      config: { temperature: 1 },
      output: { constrained: false },
    });
    expect(request).toEqual(before);
  });

  test('with words of the caller', () => {
    const simulated = simulateConstrained(request, { instructionsRenderer: (own) => `must be ${String(own['type'])}` });
    expect(simulated.messages[0]?.content[1]).toEqual({ text: 'must be object', metadata: { purpose: 'output' } });
  });

  test('instructions that are there already are not said twice', () => {
    const said = { ...request, messages: [message('user', hello, done)] };
    expect(simulateConstrained(said)).toEqual({ ...said, output: { constrained: false } });
  });

  test.each<[string, GenerateRequest['output']]>([
    ['not constrained', { schema, constrained: false }],
    ['no schema', { format: 'json', constrained: true }],
    ['no output', undefined],
  ])('%s: unchanged', (_name, output) => {
    const other: GenerateRequest = { messages: request.messages, ...(output && { output }) };
    expect(simulateConstrained(other)).toBe(other);
  });

  test.each([
    [undefined, false, true],
    ['none', false, true],
    ['all', true, false],
    ['no-tools', false, false],
    ['no-tools', true, true],
  ] as const)('a model with constrained %j, tools %j needs it: %j', (constrained, hasTools, expected) => {
    const tools = hasTools ? [{ name: 'lookUp', description: '' }] : [];
    expect(needsSimulatedConstraint(constrained && { constrained }, { ...request, tools })).toBe(expected);
  });
});
