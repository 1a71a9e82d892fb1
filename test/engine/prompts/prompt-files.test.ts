import { describe, expect, test } from '@jest/globals';
import { listPromptActions, resolvePromptAction } from '../../../engine/prompts/prompt-actions.ts';
import { writeFiles } from '../../providers/prompts/write-files.ts';
import { createPromptEngine, createSandboxEngine } from './prompt-engine.ts';

const kitchenSink = `---
model: googleai/gemini-2.5-flash
config: { temperature: 11 }
input:
  default: { subject: apple }
  schema: { "subject": string, "count?": integer }
output:
  format: csv
  schema: { "list(array, array of objects)": { "nest2?": boolean } }
tools: [toolA, toolB]
toolChoice: required
maxTurns: 77
returnToolRequests: true
use: [log]
metadata: { foo: bar }
---
{{role "system"}} Hello {{role "model"}} from the prompt file {{subject}}
`;

describe('a prompt file', () => {
  test('gives all its options', async () => {
    await using folder = await writeFiles({ 'sink.prompt': kitchenSink });
    const { ai, generated } = createPromptEngine({ directory: folder.path });
    expect(await ai.prompt('sink')({ subject: 'banana' }, { config: { topK: 1 } })).toMatchObject({ text: 'answered' });
    const items = { type: 'object', properties: { nest2: { type: ['boolean', 'null'] } }, additionalProperties: false };
    expect(generated).toEqual([
      {
        model: 'googleai/gemini-2.5-flash',
        config: { temperature: 11, topK: 1 },
        output: {
          format: 'csv',
          jsonSchema: {
            type: 'object',
            properties: { list: { type: 'array', description: 'array of objects', items } },
            required: ['list'],
            additionalProperties: false,
          },
        },
        tools: ['toolA', 'toolB'],
        toolChoice: 'required',
        maxTurns: 77,
        returnToolRequests: true,
        use: [{ name: 'log' }],
        messages: [
          { role: 'system', content: [{ text: ' Hello ' }] },
          { role: 'model', content: [{ text: ' from the prompt file banana' }] },
        ],
        metadata: { prompt: { foo: 'bar', name: 'sink', hash: expect.any(String) } },
      },
    ]);
  });

  test('has a default under its input, and a schema over both', async () => {
    await using folder = await writeFiles({ 'sink.prompt': kitchenSink });
    const prompt = createPromptEngine({ directory: folder.path }).ai.prompt('sink');
    expect((await prompt.render()).messages.at(-1)?.content).toEqual([{ text: ' from the prompt file apple' }]);
    await expect(prompt.render({ count: 1.5, other: 1 })).rejects.toMatchObject({
      details: { errors: expect.arrayContaining([{ path: 'count', message: 'must be integer,null' }]) },
    });
  });

  test('is found with its variant and in sub-folders; a prompt of code comes first', async () => {
    await using folder = await writeFiles({
      'a.prompt': 'file',
      'a.short.prompt': 'variant',
      'sub/b.prompt': 'sub',
      'code.prompt': 'file',
    });
    const { ai } = createPromptEngine({ directory: folder.path });
    ai.definePrompt({ name: 'code', prompt: 'code' });
    const text = async (name: string, variant?: string): Promise<unknown> =>
      (await ai.prompt(name, variant === undefined ? {} : { variant }).render()).messages[0]?.content[0];
    expect([await text('a'), await text('a', 'short'), await text('sub/b'), await text('code')]).toEqual([
      { text: 'file' },
      { text: 'variant' },
      { text: 'sub' },
      { text: 'code' },
    ]);
  });

  test('that does not exist', async () => {
    await using folder = await writeFiles({ 'a.prompt': 'file', 'a.short.prompt': 'variant' });
    const { ai } = createPromptEngine({ directory: folder.path });
    ai.definePrompt({ name: 'code', prompt: 'code' });
    const known = ['a', 'a.short', 'code'];
    await expect(ai.prompt('b')()).rejects.toMatchObject({
      status: 'NOT_FOUND',
      message: 'NOT_FOUND: Prompt b not found',
      details: { known },
    });
    await expect(ai.prompt('a', { variant: 'long' }).render()).rejects.toMatchObject({
      message: 'NOT_FOUND: Prompt a (variant long) not found',
    });
    await expect(ai.prompt('../a')()).rejects.toMatchObject({ status: 'INVALID_ARGUMENT' });
    await expect(createPromptEngine().ai.prompt('a')()).rejects.toMatchObject({ message: 'NOT_FOUND: Prompt a not found' });
  });

  test('as an action of the registry and in lists', async () => {
    await using folder = await writeFiles({ 'a.short.prompt': '---\ndescription: a menu\ntools: [t]\n---\nHi', 'sub/b.prompt': 'b' });
    const { engine } = createPromptEngine({ directory: folder.path });
    expect(await resolvePromptAction(engine, '/prompt/a.short')).toMatchObject({
      key: '/prompt/a.short',
      description: 'a menu',
      metadata: { type: 'prompt', prompt: { name: 'a', variant: 'short', template: 'Hi', tools: ['t'] } },
    });
    expect(await resolvePromptAction(engine, '/prompt/a')).toBeUndefined();
    expect(await resolvePromptAction(engine, '/tool/a.short')).toBeUndefined();
    expect((await listPromptActions(engine)).map(({ key }) => key)).toEqual([
      '/prompt/a.short',
      '/executable-prompt/a.short',
      '/prompt/sub/b',
      '/executable-prompt/sub/b',
    ]);
  });

  test('takes schemas, helpers and partials of the app', async () => {
    await using folder = await writeFiles({
      'menu.prompt': '---\noutput: { schema: Dish }\n---\n{{> head}}{{shout name}}',
      '_head.prompt': 'To {{name}}: ',
    });
    const { ai, engine } = createPromptEngine({ directory: folder.path });
    engine.registry.registerSchema('Dish', { jsonSchema: { type: 'object', properties: {} } });
    ai.defineHelper('shout', (text: string) => text.toUpperCase());
    expect(await ai.prompt('menu').render({ name: 'Ada' })).toMatchObject({
      messages: [{ role: 'user', content: [{ text: 'To Ada: ADA' }] }],
      output: { jsonSchema: { type: 'object', properties: {} } },
    });
  });
});

describe('in the sandbox', () => {
  test('a prompt is an activity, and a resumed run uses what it rendered', async () => {
    await using folder = await writeFiles({ 'menu.prompt': '---\nmodel: a/one\n---\nold {{dish}}' });
    const worker = createPromptEngine({ directory: folder.path });
    const recorded = new Map<string, unknown>();
    const before = await createSandboxEngine(worker, recorded).ai.prompt('menu').render({ dish: 'pie' }, { maxTurns: 2 });
    expect(before).toMatchObject({ model: 'a/one', maxTurns: 2, messages: [{ role: 'user', content: [{ text: 'old pie' }] }] });
    expect([...recorded.keys()]).toEqual(['/executable-prompt/menu {"dish":"pie"}']);
    await folder.write({ 'menu.prompt': '---\nmodel: b/two\n---\nnew {{dish}}' });
    expect(await createSandboxEngine(worker, recorded).ai.prompt('menu').render({ dish: 'pie' }, { maxTurns: 2 })).toEqual(before);
    const after = await createSandboxEngine(worker).ai.prompt('menu').render({ dish: 'pie' });
    expect(after).toMatchObject({ model: 'b/two', messages: [{ role: 'user', content: [{ text: 'new pie' }] }] });
    expect(after.metadata).not.toEqual(before.metadata);
  });

  test('a prompt of code renders on the worker, with history and resume; functions stay with the caller', async () => {
    const worker = createPromptEngine();
    const sandbox = createSandboxEngine(worker);
    const middleware = (async () => ({})) as never;
    const messages = [{ role: 'user' as const, content: [{ text: 'before' }] }];
    const prompts = [worker, sandbox].map(({ ai }) =>
      ai.definePrompt({ name: 'hi', use: [middleware], prompt: ({ name }) => `Hi ${name}` }),
    );
    expect(sandbox.engine.registry.lookup('/executable-prompt/hi')?.body).toBeUndefined();
    const rendered = await prompts[1]?.render({ name: 'Ada' }, { messages });
    expect(rendered).toMatchObject({ messages: [...messages, { role: 'user', content: [{ text: 'Hi Ada' }] }], use: [middleware] });
    expect(await prompts[1]?.render({ name: 'Ada' }, { messages, resume: {} })).toMatchObject({ messages });
  });

  test("what does not exist is said by the worker; helpers and partials are nobody's", async () => {
    const sandbox = createSandboxEngine(createPromptEngine());
    sandbox.ai.defineHelper('x', () => '');
    sandbox.ai.definePartial('x', '');
    await expect(sandbox.ai.prompt('none')()).rejects.toMatchObject({ message: 'NOT_FOUND: Prompt none not found' });
  });
});
