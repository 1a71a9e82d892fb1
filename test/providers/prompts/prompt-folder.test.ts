import { utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { createPromptRenderer } from '../../../providers/prompts/create-prompt-renderer.ts';
import { createPromptFolder } from '../../../providers/prompts/prompt-folder.ts';
import type { JsonSchema } from '../../../schemas/json-schema.ts';
import { writeFiles } from './write-files.ts';

const schemas = (): undefined => undefined;

describe('a prompt folder', () => {
  test('files, variants, partials and sub-folders', async () => {
    await using folder = await writeFiles({
      'menu.prompt': 'plain',
      'menu.short.prompt': 'short',
      'sub/deep/menu.prompt': 'deep',
      'sub/_list.prompt': 'a list',
      'notes.txt': 'no prompt',
    });
    const prompts = createPromptFolder({ directory: folder.path, schemas });
    expect(await prompts.list()).toEqual([{ name: 'menu' }, { name: 'menu', variant: 'short' }, { name: 'sub/deep/menu' }]);
    expect(await prompts.load('menu')).toMatchObject({ name: 'menu', template: 'plain' });
    expect(await prompts.load('menu', 'short')).toMatchObject({ name: 'menu', variant: 'short', template: 'short' });
    expect(await prompts.load('sub/deep/menu')).toMatchObject({ name: 'sub/deep/menu', template: 'deep' });
    expect(await prompts.load('sub/_list')).toBeUndefined();
    expect(await prompts.load('menu', 'long')).toBeUndefined();
    expect(await prompts.load('menu.short')).toBeUndefined();
    expect(Object.fromEntries(await prompts.partials())).toEqual({ list: 'a list' });
  });

  test('a folder that does not exist, or that is switched off, is empty', async () => {
    await using folder = await writeFiles({});
    for (const directory of [join(folder.path, 'missing'), null]) {
      const prompts = createPromptFolder({ directory, schemas });
      expect([await prompts.list(), await prompts.load('menu'), (await prompts.partials()).size]).toEqual([[], undefined, 0]);
    }
  });

  test.each(['../menu', '..', '/etc/passwd', 'sub/../../menu', 'sub//menu', './menu', '..\\menu', 'a\0b', ''])(
    '%j is no name',
    async (name) => {
      const prompts = createPromptFolder({ directory: null, schemas });
      await expect(prompts.load(name)).rejects.toMatchObject({
        status: 'INVALID_ARGUMENT',
        message: expect.stringContaining('is no name of a prompt'),
      });
      await expect(prompts.load('menu', `x/${name}`)).rejects.toMatchObject({ status: 'INVALID_ARGUMENT' });
    },
  );

  test('a changed, a new and a removed file are noticed at the next use', async () => {
    await using folder = await writeFiles({ 'menu.prompt': 'one', '_part.prompt': 'p' });
    const prompts = createPromptFolder({ directory: folder.path, reload: true, schemas });
    const first = await prompts.load('menu');
    const partials = await prompts.partials();
    expect(await prompts.load('menu')).toBe(first);
    expect(await prompts.partials()).toBe(partials);
    await folder.write({ 'menu.prompt': 'three', 'new.prompt': 'new', '_part.prompt': 'part' });
    expect(await prompts.load('menu')).toMatchObject({ template: 'three' });
    expect(await prompts.load('new')).toMatchObject({ template: 'new' });
    expect(Object.fromEntries(await prompts.partials())).toEqual({ part: 'part' });
    await folder.remove('menu.prompt');
    expect(await prompts.load('menu')).toBeUndefined();
  });

  test('a change of the same size is noticed by its time', async () => {
    await using folder = await writeFiles({ 'menu.prompt': 'one' });
    const prompts = createPromptFolder({ directory: folder.path, reload: true, schemas });
    await prompts.load('menu');
    await folder.write({ 'menu.prompt': 'two' });
    await utimes(join(folder.path, 'menu.prompt'), new Date(0), new Date(0));
    expect(await prompts.load('menu')).toMatchObject({ template: 'two' });
  });

  test('without reload a file stays as it was first read', async () => {
    await using folder = await writeFiles({ 'menu.prompt': 'one' });
    const prompts = createPromptFolder({ directory: folder.path, reload: false, schemas });
    await prompts.load('menu');
    await folder.write({ 'menu.prompt': 'three', 'new.prompt': 'new' });
    expect(await prompts.load('menu')).toMatchObject({ template: 'one' });
    expect(await prompts.load('new')).toBeUndefined();
  });

  test('a file that could not be read is tried again: its schema may be registered by then', async () => {
    await using folder = await writeFiles({ 'menu.prompt': '---\noutput: { schema: Dish }\n---\nHi' });
    const known: Record<string, JsonSchema> = {};
    const prompts = createPromptFolder({ directory: folder.path, reload: false, schemas: (name) => known[name] });
    await expect(prompts.load('menu')).rejects.toMatchObject({ message: "NOT_FOUND: Schema 'Dish' not found" });
    known['Dish'] = { type: 'object' };
    expect(await prompts.load('menu')).toMatchObject({ output: { jsonSchema: { type: 'object' } } });
  });
});

describe('a renderer', () => {
  test('partials of code win over files, and both may change', async () => {
    await using folder = await writeFiles({ '_one.prompt': 'file', '_two.prompt': 'two' });
    const renderer = createPromptRenderer({ directory: folder.path, reload: true, schemas });
    const text = async (): Promise<unknown> => (await renderer.renderTemplate('{{> one}} {{> two}}', {})).messages[0]?.content[0];
    expect(await text()).toEqual({ text: 'file two' });
    renderer.definePartial('one', 'code');
    await folder.write({ '_two.prompt': 'second' });
    expect(await text()).toEqual({ text: 'code second' });
  });

  test('helpers that come later count', async () => {
    const renderer = createPromptRenderer({ directory: null, schemas });
    await expect(renderer.renderTemplate('{{twice 2}}', {})).rejects.toMatchObject({ status: 'INVALID_ARGUMENT' });
    renderer.defineHelper('twice', (value: number) => 2 * value);
    expect((await renderer.renderTemplate('{{twice 2}}', {})).messages).toEqual([{ role: 'user', content: [{ text: '4' }] }]);
  });

  test('the hash does not depend on the order of keys, and not on what is undefined', () => {
    const { hash } = createPromptRenderer({ directory: null, schemas });
    expect(hash({ a: 1, b: { c: [1, { d: 2, f: 3 }] } })).toBe(hash({ b: { c: [1, { f: 3, d: 2 }] }, a: 1, x: undefined }));
    expect(hash({ a: 1 })).not.toBe(hash({ a: 2 }));
    expect(hash([1, 2])).not.toBe(hash([2, 1]));
    expect(hash(undefined)).toMatch(/^[0-9a-f]{64}$/);
  });
});
