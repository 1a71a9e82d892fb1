import { expect } from '@jest/globals';
import type { CaseTable } from './case-table.ts';
import { user, model, response, first } from './middleware-words.ts';

const unsupported = (
  name: string,
  { supports, options, words }: { supports: unknown; options: unknown; words: string },
): CaseTable[number] => ({
  name,
  flow: 'middlewareFirstForm',
  input: { which: 'support', settings: { name: 'm', supports }, options },
  error: { status: 'INVALID_ARGUMENT', message: expect.stringMatching(new RegExp(`^Model 'm' does not support ${words}\\. Request: \\{`)) },
});
const dot = { media: { url: 'data:image/png;base64,AA==', contentType: 'image/png' } };
const docs = [{ content: [{ text: 'one' }], metadata: { key: 'k' } }, { content: [{ text: 'two' }] }];
const schema = { type: 'object', properties: { n: { type: 'number' } } };

const firstForm: CaseTable = [
  first('simulateSystemPrompt', {
    which: 'system',
    options: { system: 'be kind' },
    result: [user('SYSTEM INSTRUCTIONS:\n', 'be kind'), model('Understood.'), user('x')],
  }),
  first('simulateSystemPrompt in own words', {
    which: 'system',
    settings: { preface: 'P', acknowledgement: 'A' },
    options: { system: 'be kind' },
    result: [user('P', 'be kind'), model('A'), user('x')],
  }),
  first('simulateSystemPrompt without a system message', { which: 'system', result: [user('x')] }),
  first('augmentWithContext', {
    which: 'context',
    options: { docs },
    result: [
      user('x', {
        text: '\n\nUse the following information to complete your task:\n\n- [0]: one\n- [1]: two\n\n',
        metadata: { purpose: 'context' },
      }),
    ],
  }),
  first('augmentWithContext: a key to cite', {
    which: 'context',
    settings: { preface: null, citationKey: 'key' },
    options: { docs: docs.slice(0, 1) },
    result: [user('x', { text: '- [k]: one\n\n', metadata: { purpose: 'context' } })],
  }),
  first('augmentWithContext: no citations', {
    which: 'context',
    settings: { preface: '', citationKey: null },
    options: { docs: docs.slice(0, 1) },
    result: [user('x', { text: '- one\n\n', metadata: { purpose: 'context' } })],
  }),
  first('augmentWithContext: a template of its own', {
    which: 'cited',
    options: { docs },
    result: [user('x', { text: 'Facts:<0 one><1 two>\n', metadata: { purpose: 'context' } })],
  }),
  {
    name: 'simulateConstrainedGeneration',
    flow: 'middlewareFirstForm',
    input: { which: 'constrained', options: { output: { jsonSchema: schema } } },
    result: {
      messages: [
        user('x', {
          text: `Output should be in JSON format and conform to the following schema:\n\n\`\`\`\n${JSON.stringify(schema)}\n\`\`\`\n`,
          metadata: { purpose: 'output' },
        }),
      ],
      output: { constrained: false },
    },
  },
  first('simulateConstrainedGeneration in own words', {
    which: 'constrainedOwn',
    options: { output: { jsonSchema: schema } },
    result: [user('x', { text: `Fit ${JSON.stringify(schema)}`, metadata: { purpose: 'output' } })],
  }),
  first('validateSupport lets pass what is supported, or not known', {
    which: 'support',
    settings: { name: 'm' },
    options: { prompt: [dot] },
    result: [user(dot)],
  }),
  unsupported('validateSupport: media', { supports: { media: false }, options: { prompt: [dot] }, words: 'media, but media was provided' }),
  unsupported('validateSupport: tools', {
    supports: { tools: false },
    options: { tools: ['middlewareEcho'] },
    words: 'tool use, but tools were provided',
  }),
  unsupported('validateSupport: several messages', {
    supports: { multiturn: false },
    options: { system: 's' },
    words: 'multiple messages, but 2 were provided',
  }),
  first('downloadRequestMedia leaves what is at hand', { which: 'download', options: { prompt: [dot] }, result: [user(dot)] }),
  first('downloadRequestMedia leaves what its filter says', {
    which: 'downloadFiltered',
    options: { prompt: [{ media: { url: 'https://leave.example/a.png' } }] },
    result: [user({ media: { url: 'https://leave.example/a.png' } })],
  }),
  {
    name: 'downloadRequestMedia fetches nothing of private networks',
    flow: 'middlewareFirstForm',
    input: { which: 'download', options: { prompt: [{ media: { url: 'http://127.0.0.1:9/a.png' } }] } },
    error: { status: 'PERMISSION_DENIED', message: expect.stringContaining('127.0.0.1') },
  },
];

const ofFiles: CaseTable = [
  {
    name: 'filesystem: lists and reads; what was read follows as a message',
    flow: 'middlewareReads',
    input: {
      requests: [
        ['list_files', { dirPath: '' }],
        ['list_files', { dirPath: '', recursive: true }],
        ['read_file', { filePath: 'notes.txt' }],
        ['read_file', { filePath: 'dot.png' }],
      ],
    },
    result: {
      told: ['list_files', 'read_file'],
      messages: [
        {
          role: 'tool',
          content: [
            response(
              'list_files',
              [
                { path: 'dot.png', isDirectory: false },
                { path: 'notes.txt', isDirectory: false },
                { path: 'sub', isDirectory: true },
              ],
              '0',
            ),
            response(
              'list_files',
              [
                { path: 'dot.png', isDirectory: false },
                { path: 'notes.txt', isDirectory: false },
                { path: 'sub', isDirectory: true },
                { path: 'sub/inner.txt', isDirectory: false },
              ],
              '1',
            ),
            response('read_file', 'File notes.txt read successfully, see contents below', '2'),
            response('read_file', 'File dot.png read successfully, see contents below', '3'),
          ],
        },
        user('<read_file path="notes.txt">\none\ntwo\n\n</read_file>', '\n\nread_file result image/png dot.png', {
          media: { url: 'data:image/png;base64,iVBORw0KGgo=', contentType: 'image/png' },
        }),
      ],
    },
  },
  {
    name: 'filesystem: a prefix, and failures as outputs',
    flow: 'middlewareReads',
    input: {
      prefix: 'my_',
      requests: [
        ['my_read_file', { filePath: 'nowhere.txt' }],
        ['my_read_file', { filePath: '../ai.ts' }],
        ['my_list_files', { dirPath: 'notes.txt' }],
      ],
    },
    result: {
      told: ['my_list_files', 'my_read_file'],
      messages: [
        {
          role: 'tool',
          content: [
            response('my_read_file', "Tool 'my_read_file' failed: ENOENT: nowhere.txt", '0'),
            response('my_read_file', "Tool 'my_read_file' failed: Access denied: Path is outside of root directory.", '1'),
            response('my_list_files', "Tool 'my_list_files' failed: ENOTDIR: notes.txt", '2'),
          ],
        },
      ],
    },
  },
  {
    name: 'filesystem: writes',
    flow: 'middlewareWrites',
    input: [['write_file', { filePath: 'a/b.txt', content: 'one two' }]],
    result: {
      told: ['list_files', 'read_file', 'write_file', 'search_and_replace'],
      outputs: ['File a/b.txt written successfully.'],
      content: 'one two',
    },
  },
  {
    name: 'filesystem: without a root',
    flow: 'middlewareRootless',
    error: { status: 'INVALID_ARGUMENT', message: expect.stringMatching(/rootDirectory/) },
  },
  {
    name: 'skills: told in the system message, and read',
    flow: 'middlewareSkills',
    input: ['baking', 'plain'],
    result: {
      system: {
        role: 'system',
        content: [
          { text: 'Be kind.' },
          {
            text: '<skills>\nYou have access to a library of skills that serve as specialized instructions/personas.\nStrongly prefer to use them when working on anything related to them.\nOnly use them once to load the context.\nHere are the available skills:\n - baking - How to bake\n - plain\n</skills>',
            metadata: { 'skills-instructions': true },
          },
        ],
      },
      outputs: ['---\nname: baking\ndescription: How to bake\n---\nUse an oven.\n', 'No front matter.\n'],
      systems: 1,
    },
  },
  {
    name: 'skills: one that is not there',
    flow: 'middlewareSkillFails',
    input: 'sewing',
    error: { status: 'NOT_FOUND', message: "NOT_FOUND: Failed to read skill 'sewing': ENOENT" },
  },
  {
    name: 'skills: a name that leads out',
    flow: 'middlewareSkillFails',
    input: '../files',
    error: { status: 'PERMISSION_DENIED', message: 'PERMISSION_DENIED: Access denied: Path is outside of skills directory.' },
  },
  {
    name: 'artifacts: written and read again',
    flow: 'middlewareArtifacts',
    input: false,
    result: {
      told: ['read_artifact', 'write_artifact'],
      outputs: [
        { status: 'Artifact "a" saved successfully.' },
        { name: 'a', content: 'text', found: true },
        { name: 'b', content: 'Artifact "b" not found.', found: false },
      ],
      first: {
        role: 'system',
        content: [{ text: expect.stringContaining('  - a (4 chars)\n'), metadata: { 'artifacts-middleware-listing': true } }],
      },
    },
  },
  {
    name: 'artifacts: read only',
    flow: 'middlewareArtifacts',
    input: true,
    result: {
      told: ['read_artifact'],
      outputs: [{ name: 'a', content: 'Artifact "a" not found.', found: false }],
      first: {
        role: 'system',
        content: [{ text: expect.stringContaining('No artifacts are currently'), metadata: { 'artifacts-middleware-listing': true } }],
      },
    },
  },
];

/** The built-in ones. */
export const middlewareBuiltInRows: CaseTable = [...firstForm, ...ofFiles];
