import { describe, expect, test } from '@jest/globals';
import { createFormatsApi } from '../../../engine/formats/create-formats-api.ts';
import { resolveFormat } from '../../../engine/formats/resolve-format.ts';
import { createRegistry } from '../../../engine/registry.ts';

describe('defineFormat', () => {
  test('is found by its name and works on messages and chunks', () => {
    const engine = { registry: createRegistry([]) };
    const shout = createFormatsApi(engine).defineFormat(
      { name: 'shout', contentType: 'text/shout', defaultInstructions: false },
      (schema) => ({
        parseMessage: (message) => message.text.toUpperCase(),
        parseChunk: (chunk) => chunk.accumulatedText.length,
        instructions: `shout ${String(schema?.['type'])}`,
      }),
    );
    expect(shout).toMatchObject({ name: 'shout', config: { contentType: 'text/shout', defaultInstructions: false } });
    expect(shout.config).not.toHaveProperty('name');

    const handler = resolveFormat(engine, { format: 'shout' })?.handler({ type: 'string' });
    expect(handler?.parseMessage({ text: 'hey' })).toBe('HEY');
    expect(handler?.parseChunk?.({ text: 'y', previousText: 'he', accumulatedText: 'hey' })).toBe(3);
    expect(handler?.instructions).toBe('shout string');
  });

  test('comes before a built-in format of the same name', () => {
    const engine = { registry: createRegistry([]) };
    const own = createFormatsApi(engine).defineFormat({ name: 'json' }, () => ({ parseMessage: () => 'mine' }));
    expect(resolveFormat(engine, { jsonSchema: { type: 'object' } })).toBe(own);
  });
});

describe('resolveFormat', () => {
  test.each([
    [undefined, undefined],
    [{}, undefined],
    [{ format: '' }, undefined],
    [{ format: 'media' }, undefined],
    [{ format: 'text' }, 'text'],
    [{ format: 'json' }, 'json'],
    [{ format: 'jsonl' }, 'jsonl'],
    [{ format: 'array' }, 'array'],
    [{ format: 'enum' }, 'enum'],
    [{ jsonSchema: { type: 'object' } }, 'json'],
    [{ schema: {} }, 'json'],
    [{ schema: {}, format: 'enum' }, 'enum'],
    [{ contentType: 'application/json', constrained: true }, undefined],
  ])('%j: %s', (output, name) => {
    expect(resolveFormat({ registry: createRegistry([]) }, output)?.name).toBe(name);
  });
});
