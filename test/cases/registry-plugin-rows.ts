import { expect } from '@jest/globals';
import type { CaseTable } from './case-table.ts';
import { call } from './registry-words.ts';

const MODELS = [
  ['registryFirst', 'fixed', 'first, fixed'],
  ['registryFirst', 'made-up', 'first, made-up'],
  ['registrySecond', 'fixed', 'second, fixed'],
  ['registrySecond', 'whole', 'second, whole'],
  ['registrySecond', 'made-up', 'second, made-up'],
] as const;
const hostTools = (
  name: string,
  { told, tools, answers, text = '[]' }: { told: string[]; tools: string[]; answers?: unknown[]; text?: string },
): CaseTable[number] => ({
  name,
  flow: 'registryHostTools',
  input: { tools, ...(answers !== undefined && { answers }) },
  result: { told, text },
});

const plugins: CaseTable = [
  ...MODELS.map(([plugin, name, result]) => ({
    name: `a model of a plugin: ${plugin}/${name}`,
    flow: 'registryModel',
    input: { plugin, name },
    result,
  })),
  ...['registryFirst', 'registrySecond'].map((plugin) => ({
    name: `a model that ${plugin} does not have`,
    flow: 'registryModel',
    input: { plugin, name: 'nowhere' },
    error: { status: 'NOT_FOUND' as const, message: `NOT_FOUND: Model '${plugin}/nowhere' not found` },
    differs: 'the details list what this process has asked its plugins for so far',
  })),
  {
    name: 'a model that a plugin makes has a schema of its own',
    flow: 'registryModel',
    input: { plugin: 'registrySecond', name: 'made-checked', config: { n: 'x' } },
    error: { status: 'INVALID_ARGUMENT', message: expect.stringContaining('- config.n: must be number\n') },
  },
  { name: 'a plugin that does not start', flow: 'registryBroken', error: { status: 'INTERNAL', message: 'no key' } },
  {
    name: 'a tool of a plugin, by name',
    flow: 'registryPluginTool',
    result: {
      told: [{ name: 'tool', description: 'of a plugin', metadata: { originalName: 'registryFirst/tool' } }],
      text: '[{"plugin":1}]',
    },
  },
  { name: 'an embedder of a plugin, by name', flow: 'registryPluginEmbedder', result: [{ embedding: [3] }] },
  {
    name: "the plugin's own `model`",
    flow: 'registryPluginDirect',
    result: [
      'registrySecond/made-direct',
      { role: 'model', content: [{ text: 'second, made-direct' }] },
      { name: 'DurakitError', status: 'NOT_FOUND', message: 'NOT_FOUND: Failed to resolve model nowhere for plugin registrySecond' },
    ],
  },
];

const lookUps: CaseTable = [
  {
    name: 'lookupAction: registered, of a plugin, made by a plugin, of a provider, none',
    flow: 'registryLooksUp',
    input: [
      '/tool/registrySeen',
      '/tool.v2/registrySeen',
      '/model/registryFirst/fixed',
      '/model/registrySecond/made-looked-up',
      '/dynamic-action-provider/registryHost:tool/alpha',
      '/dynamic-action-provider/registryHost:tool/nowhere',
      '/model/registrySecond/nowhere',
      '/model/nowhere',
      '/flow/registryInner',
      'nonsense',
    ],
    result: [
      ['/tool/registrySeen', 'tool', 'registrySeen'],
      ['/tool.v2/registrySeen', 'tool.v2', 'registrySeen'],
      ['/model/registryFirst/fixed', 'model', 'registryFirst/fixed'],
      ['/model/registrySecond/made-looked-up', 'model', 'registrySecond/made-looked-up'],
      ['/dynamic-action-provider/registryHost:tool/alpha', 'tool', 'alpha'],
      null,
      null,
      null,
      ['/flow/registryInner', 'flow', 'registryInner'],
      null,
    ],
  },
  {
    name: 'listActions and listResolvableActions',
    flow: 'registryListing',
    result: {
      actions: ['/dynamic-action-provider/registryListedHost', '/model/registryListed/fixed'],
      resolvable: [
        '/dynamic-action-provider/registryListedHost',
        '/dynamic-action-provider/registryListedHost:tool/deep',
        '/model/registryListed/fixed',
        '/model/registryListed/maybe',
      ],
      label: 'Maybe',
    },
  },
  {
    name: 'a plugin that does not start fails the list of all; others start once',
    flow: 'registryLists',
    result: { listed: expect.objectContaining({ message: 'no key' }), started: 1 },
  },
  {
    name: 'values, and those of a child',
    flow: 'registryValues',
    result: { values: [{ n: 1 }, null, { a: { n: 1 }, b: 2 }], child: [{ n: 1 }, { a: { n: 1 }, b: 3 }], parent: 2 },
  },
  {
    name: 'mistakes of definitions',
    flow: 'registryMistakes',
    result: [
      'fine',
      'ALREADY_EXISTS: /tool/registryOnce is defined twice. Give one of the two definitions another name.',
      'INVALID_ARGUMENT: action type (model) does not match type on action (tool)',
      'fine',
      'fine',
      'ALREADY_EXISTS: Schema RegistryOnce already registered',
      'ALREADY_EXISTS: Plugin registrySecond already registered',
    ],
  },
];

const providers: CaseTable = [
  hostTools('all tools of a provider, at work', {
    tools: ['registryHost:tool/*'],
    answers: [[call('alpha', { n: 1 }, '1'), call('also', {}, '2'), call('beta', {}, '3')]],
    told: ['alpha', 'also', 'beta'],
    text: JSON.stringify([2, { app: 'registry', level: 'app' }, 'b']),
  }),
  hostTools('tools of a provider by the beginning of their names', { tools: ['registryHost:tool/al*'], told: ['alpha', 'also'] }),
  hostTools('one tool of a provider', { tools: ['registryHost:tool/beta'], told: ['beta'] }),
  {
    name: "a provider's tool holds its input",
    flow: 'registryHostTools',
    input: { tools: ['registryHost:tool/alpha'], answers: [[call('alpha', { n: 'x' }, '1')]] },
    error: { status: 'INVALID_ARGUMENT', message: expect.stringContaining('- n: must be number\n') },
  },
  ...['registryHost:tool/nowhere', 'registryNobody:tool/*', 'nowhere'].map((tool) => ({
    name: `a tool that is not there: ${tool}`,
    flow: 'registryHostTools',
    input: { tools: [tool] },
    error: { status: 'NOT_FOUND' as const, message: `NOT_FOUND: Unable to resolve tool: ${tool}` },
  })),
  {
    name: 'a provider that fails',
    flow: 'registryHostTools',
    input: { tools: ['registryBrokenHost:tool/*'] },
    error: { status: 'INTERNAL', message: 'the server is down' },
  },
  {
    name: 'what a provider can be asked',
    flow: 'registryHostAsked',
    result: {
      all: ['tool/alpha', 'tool/also', 'tool/beta', 'resource/page'],
      some: ['alpha', 'also'],
      one: ['beta'],
      none: [],
      record: ['prefix:tool/alpha', 'prefix:tool/also', 'prefix:tool/beta', 'prefix:resource/page'],
      called: 2,
      missing: null,
      direct: '[5]',
    },
  },
  { name: 'without a cache each question fetches', flow: 'registryFetches', result: true },
  {
    name: 'an action without a name',
    flow: 'registryNameless',
    error: {
      status: 'INVALID_ARGUMENT',
      message: 'INVALID_ARGUMENT: Invalid metadata when listing dynamic actions from prefix - name required',
    },
  },
];

/** Plugins, look-ups, providers. */
export const registryPluginRows: CaseTable = [...plugins, ...lookUps, ...providers];
