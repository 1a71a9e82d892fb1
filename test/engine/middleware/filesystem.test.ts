import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { engineOf } from '../../../engine/ai-of-engine.ts';
import type { Engine } from '../../../engine/engine.ts';
import { findRegisteredStep } from '../../../engine/registered-steps.ts';
import type { RunScope } from '../../../engine/run-scope.ts';
import { durakit } from '../../../index.ts';
import * as onNode from '../../../middleware.ts';
import * as inSandbox from '../../../middleware.workflow.ts';
import { scriptedModel } from '../../../testing.ts';

type Requests = readonly { readonly name: string; readonly input?: unknown }[];

let folder = '';
let root = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'durakit-files-'));
});
afterAll(() => rm(folder, { recursive: true }));
beforeEach(async () => {
  root = await mkdtemp(join(folder, 'root-'));
  await mkdir(join(root, 'inner'));
  await writeFile(join(root, 'a.txt'), 'one two');
  await writeFile(join(root, 'inner', 'dot.png'), 'dot');
  await writeFile(join(folder, 'secret.txt'), 'secret');
});

/** Runs as the sandbox does: a step whose closure is on the worker goes there as JSON, by its key. */
async function asSandbox<T>(engine: Engine, ai: unknown, body: () => Promise<T>): Promise<T> {
  const outside = engine.outside as RunScope['caller'];
  const caller: RunScope['caller'] = {
    ...outside,
    callAction: async (call) => {
      const step = findRegisteredStep(call.key);
      if (step === undefined) return await outside.callAction(call);
      const given = call.captured === undefined ? [call.input] : [call.captured, call.input];
      const [captured = {}, input] = JSON.parse(JSON.stringify(given)) as Record<string, unknown>[];
      return (await step(captured, { ai, sideChannel: () => undefined } as never, input)).result;
    },
  };
  const surroundings = { context: {}, abortSignal: new AbortController().signal, streamingRequested: false, sendChunk: () => undefined };
  return await engine.scopes.run({ kind: 'flow', name: 'test', caller, ...surroundings }, body);
}

describe.each([
  ['on Node', onNode],
  ['in the sandbox', inSandbox],
])('%s', (_place, middleware) => {
  /** What the tools answer, and what the model is asked after that. */
  async function call(
    toolRequests: Requests,
    options: object = {},
  ): Promise<{ outputs: unknown[]; asked: ReturnType<typeof scriptedModel> }> {
    const ai = durakit({ mode: 'inline' });
    const model = scriptedModel(ai, [{ toolRequests }, 'done']);
    const use = [middleware.filesystem({ rootDirectory: root, ...options })];
    await asSandbox(engineOf(ai) as Engine, ai, () => ai.generate({ model, prompt: 'x', use }));
    return { outputs: model.toolResponses.map(({ output }) => output), asked: model };
  }

  test('lists files', async () => {
    const { outputs } = await call([
      { name: 'list_files', input: {} },
      { name: 'list_files', input: { recursive: true } },
      { name: 'list_files', input: { dirPath: 'inner' } },
    ]);
    expect(outputs).toEqual([
      [
        { path: 'a.txt', isDirectory: false },
        { path: 'inner', isDirectory: true },
      ],
      [
        { path: 'a.txt', isDirectory: false },
        { path: 'inner', isDirectory: true },
        { path: join('inner', 'dot.png'), isDirectory: false },
      ],
      [{ path: 'dot.png', isDirectory: false }],
    ]);
  });

  test('a file that was read follows as a message', async () => {
    const { outputs, asked } = await call([
      { name: 'read_file', input: { filePath: 'a.txt' } },
      { name: 'read_file', input: { filePath: 'inner/dot.png' } },
    ]);
    expect(outputs).toEqual([
      'File a.txt read successfully, see contents below',
      'File inner/dot.png read successfully, see contents below',
    ]);
    const contents = asked.lastRequest?.messages.at(-1);
    expect(contents?.role).toBe('user');
    expect(new Set(contents?.content)).toEqual(
      new Set([
        { text: '<read_file path="a.txt">\none two\n</read_file>' },
        { text: '\n\nread_file result image/png inner/dot.png' },
        { media: { contentType: 'image/png', url: `data:image/png;base64,${Buffer.from('dot').toString('base64')}` } },
      ]),
    );
  });

  test('writes and edits only where it may', async () => {
    const refused = await call([]);
    expect(refused.asked.requests[0]?.tools?.map(({ name }) => name)).toEqual(['list_files', 'read_file']);
    const edit = '<<<<<<< SEARCH\ntwo\n=======\n$& three\n>>>>>>> REPLACE';
    const { outputs } = await call(
      [
        { name: 'write_file', input: { filePath: 'new/b.txt', content: 'new' } },
        { name: 'search_and_replace', input: { filePath: 'a.txt', edits: [edit] } },
      ],
      { allowWriteAccess: true },
    );
    expect(outputs).toEqual(['File new/b.txt written successfully.', 'Successfully applied 1 edit(s) to a.txt.']);
    expect(await readFile(join(root, 'new', 'b.txt'), 'utf8')).toBe('new');
    expect(await readFile(join(root, 'a.txt'), 'utf8')).toBe('one $& three');
  });

  test('what fails is told to the model', async () => {
    const { outputs } = await call(
      [
        { name: 'my_read_file', input: { filePath: 'none.txt' } },
        { name: 'my_read_file', input: { filePath: 1 } },
        { name: 'my_search_and_replace', input: { filePath: 'a.txt', edits: ['<<<<<<< SEARCH\nfour\n=======\n>>>>>>> REPLACE'] } },
        { name: 'my_search_and_replace', input: { filePath: 'a.txt', edits: ['four'] } },
      ],
      { allowWriteAccess: true, toolNamePrefix: 'my_' },
    );
    expect(outputs).toEqual([
      "Tool 'my_read_file' failed: ENOENT: none.txt",
      expect.stringContaining("Tool 'my_read_file' failed: The input is not valid"),
      expect.stringContaining("Tool 'my_search_and_replace' failed: Search content not found in file a.txt."),
      expect.stringContaining("Tool 'my_search_and_replace' failed: Invalid edit block format. Block must start with"),
    ]);
  });

  test('nothing leads out of the root', async () => {
    await symlink(folder, join(root, 'up'));
    await symlink(join(folder, 'secret.txt'), join(root, 'link.txt'));
    await symlink(join(folder, 'not-yet.txt'), join(root, 'dangling.txt'));
    await symlink(join(root, 'a.txt'), join(root, 'fine.txt'));
    const paths = ['../secret.txt', join(folder, 'secret.txt'), 'up/secret.txt', 'link.txt', 'inner/../../secret.txt', `${root}-more/x`];
    const { outputs } = await call(paths.map((filePath) => ({ name: 'read_file', input: { filePath } })));
    for (const output of outputs) expect(output).toBe("Tool 'read_file' failed: Access denied: Path is outside of root directory.");
    const written = await call(
      ['up/new.txt', 'dangling.txt', 'up/deep/new.txt'].map((filePath) => ({ name: 'write_file', input: { filePath, content: 'x' } })),
      { allowWriteAccess: true },
    );
    for (const output of written.outputs) expect(output).toMatch(/failed: Access denied: Path is/);
    expect((await call([{ name: 'list_files', input: { dirPath: 'up' } }])).outputs).toEqual([expect.stringContaining('Access denied')]);
    expect((await call([{ name: 'read_file', input: { filePath: 'fine.txt' } }])).outputs).toEqual([
      expect.stringContaining('successfully'),
    ]);
  });

  test('needs a root', async () => {
    const ai = durakit({ mode: 'inline' });
    const model = scriptedModel(ai, ['x']);
    await expect(ai.generate({ model, prompt: 'x', use: [middleware.filesystem({ rootDirectory: '' })] })).rejects.toMatchObject({
      originalMessage: 'filesystem middleware requires a rootDirectory option',
    });
  });

  test('skills are listed once in the system message and can be used', async () => {
    await mkdir(join(root, 'poems'));
    await writeFile(join(root, 'poems', 'SKILL.md'), '---\nname: poems\ndescription: "Writes: poems"\n---\nRhyme.');
    await mkdir(join(root, 'plain'));
    await writeFile(join(root, 'plain', 'SKILL.md'), 'Plain.');
    await mkdir(join(root, '.hidden'));
    const ai = durakit({ mode: 'inline' });
    const model = scriptedModel(ai, [
      { toolRequests: [{ name: 'use_skill', input: { skillName: 'poems' } }] },
      (request) => ({ text: JSON.stringify(request.messages.map(({ role }) => role)) }),
    ]);
    const use = [middleware.skills({ skillPaths: [join(folder, 'nowhere'), root] })];
    const response = await asSandbox(engineOf(ai) as Engine, ai, () => ai.generate({ model, system: 'Be kind', prompt: 'x', use }));
    expect(response.text).toBe('["system","user","model","tool"]');
    expect(model.lastRequest?.messages[0]?.content).toEqual([
      { text: 'Be kind' },
      { text: expect.stringContaining(' - plain\n - poems - Writes: poems\n</skills>'), metadata: { 'skills-instructions': true } },
    ]);
    expect(model.toolResponses).toEqual([{ name: 'use_skill', output: '---\nname: poems\ndescription: "Writes: poems"\n---\nRhyme.' }]);
  });

  test('a skill outside of its directories is none', async () => {
    const ai = durakit({ mode: 'inline' });
    const model = scriptedModel(ai, [{ toolRequests: [{ name: 'use_skill', input: { skillName: '../..' } }] }]);
    const use = [middleware.skills({ skillPaths: [root] })];
    const running = asSandbox(engineOf(ai) as Engine, ai, () => ai.generate({ model, prompt: 'x', use }));
    await expect(running).rejects.toMatchObject({ originalMessage: 'Access denied: Path is outside of skills directory.' });
    model.respondWith([{ toolRequests: [{ name: 'use_skill', input: { skillName: 'none' } }] }]);
    const missing = asSandbox(engineOf(ai) as Engine, ai, () => ai.generate({ model, prompt: 'x', use }));
    await expect(missing).rejects.toMatchObject({ originalMessage: "Failed to read skill 'none': ENOENT" });
  });
});
