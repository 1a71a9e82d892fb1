import { expect } from '@jest/globals';
import type { CaseTable } from './case-table.ts';

const part = (text: string, resource: unknown): unknown => ({ text, metadata: { resource } });
const template = 'registry://item/{id}';
const put = (name: string, { uris, resources, result }: { uris: string[]; resources?: string[]; result: unknown }): CaseTable[number] => ({
  name,
  flow: 'registryResources',
  input: { prompt: uris.map((uri) => ({ resource: { uri } })), ...(resources !== undefined && { resources }) },
  result: [result],
});
const everywhere = (context: unknown, called: unknown = context): unknown => ({
  flow: { given: context, current: context },
  step: context,
  stepArgument: context,
  tool: { given: called, current: called },
  toolDirect: { given: context, current: context },
  model: { given: called, current: called },
  embedder: context,
  resource: expect.any(String),
  inner: { given: context, step: context },
});
const person = {
  type: 'object',
  properties: { name: { type: 'string' }, age: { type: 'number' } },
  required: ['name'],
  additionalProperties: true,
  $schema: 'http://json-schema.org/draft-07/schema#',
};
const functions = {
  json: person,
  kept: { type: 'string' },
  parsed: { name: 'Ada' },
  misfit: { valid: false, errors: [{ path: 'name', message: 'must be string' }], schema: person },
  error: expect.objectContaining({
    status: 'INVALID_ARGUMENT',
    message: expect.stringContaining("- (root): must have required property 'name'\n\nProvided data:\n\n{}\n\nRequired JSON schema:\n\n{"),
  }),
};
const COMPILED = 'the sandbox has the validators that the worker compiled, and the split finds the schemas of calls of ai alone';

const resources: CaseTable = [
  put('a resource under its URI', { uris: ['registry://fixed'], result: [part('fixed', { uri: 'registry://fixed' })] }),
  put('a resource of a template, with several parts', {
    uris: ['registry://item/1', 'registry://item/2'],
    resources: ['registryItem'],
    result: [1, 2].flatMap((place) => [
      part(`item registry://item/${place}`, { uri: `registry://item/${place}`, template }),
      part('more', { uri: `registry://item/${place}`, template }),
    ]),
  }),
  put('a resource within one', {
    uris: ['registry://nested/1'],
    result: [
      part('inner of registry://nested/1', {
        uri: 'registry://inner',
        parent: { uri: 'registry://nested/1', template: 'registry://nested/{id}' },
      }),
      part('outer', { uri: 'registry://nested/1', template: 'registry://nested/{id}' }),
    ],
  }),
  put('a resource of a provider', {
    uris: ['registry://page/3'],
    resources: ['registryHost:resource/*'],
    result: [part('page of registry://page/3', { uri: 'registry://page/3', template: 'registry://page/{n}' })],
  }),
  {
    name: 'a resource that the flow makes',
    flow: 'registryDynamicResource',
    input: 'it',
    inlineOnly: 'the split hoists bodies of calls of ai, and dynamicResource is a function of its own',
    result: [part('made of it', { uri: 'registry://made' })],
  },
  {
    name: 'a resource in messages and system',
    flow: 'registryResources',
    input: {
      system: [{ text: 's' }, { resource: { uri: 'registry://fixed' } }],
      messages: [{ role: 'user', content: [{ resource: { uri: 'registry://fixed' } }] }],
      prompt: 'x',
    },
    result: [[{ text: 's' }, part('fixed', { uri: 'registry://fixed' })], [part('fixed', { uri: 'registry://fixed' })], [{ text: 'x' }]],
  },
  {
    name: 'a resource is a function',
    flow: 'registryResourceDirect',
    input: 'registry://nested/7',
    result: {
      matches: true,
      output: { content: [expect.objectContaining({ text: 'inner of registry://nested/7' }), expect.objectContaining({ text: 'outer' })] },
    },
  },
  {
    name: 'a resource that is called with what is not its own',
    flow: 'registryResourceDirect',
    input: 'registry://other/7',
    error: {
      status: 'INVALID_ARGUMENT',
      message: 'INVALID_ARGUMENT: input registry://other/7 did not match template registry://nested/{id}',
    },
  },
  {
    name: "a URI that is nobody's",
    flow: 'registryResources',
    input: { prompt: [{ resource: { uri: 'registry://nowhere' } }] },
    error: { status: 'NOT_FOUND', message: 'NOT_FOUND: failed to find matching resource for registry://nowhere' },
  },
  {
    name: 'a resource by a name that nobody has',
    flow: 'registryResources',
    input: { prompt: 'x', resources: ['nowhere'] },
    error: { status: 'NOT_FOUND', message: 'NOT_FOUND: Unable to resolve resource: nowhere' },
  },
  {
    name: 'a resource without URI and template',
    flow: 'registryNoLocation',
    result: expect.objectContaining({ status: 'INVALID_ARGUMENT' }),
  },
];

const contexts: CaseTable = [
  { name: "the app's context is everywhere", flow: 'registryContexts', result: everywhere({ app: 'registry', level: 'app' }) },
  {
    name: "the run's lies over it",
    flow: 'registryContexts',
    context: { level: 'run', auth: { uid: 'ada' } },
    result: everywhere({ app: 'registry', level: 'run', auth: { uid: 'ada' } }),
  },
  {
    name: "a call's stands in the place of the run's, in what it calls",
    flow: 'registryContexts',
    input: { level: 'call' },
    context: { level: 'run', auth: { uid: 'ada' } },
    result: everywhere({ app: 'registry', level: 'run', auth: { uid: 'ada' } }, { app: 'registry', level: 'call' }),
  },
  {
    name: 'apiKey: kept, equal, missing, wrong, a policy',
    flow: 'registryApiKeys',
    result: [
      { auth: { apiKey: 'any' } },
      { auth: {} },
      { auth: { apiKey: 'secret' } },
      expect.objectContaining({ status: 'UNAUTHENTICATED', message: 'UNAUTHENTICATED: Unauthenticated' }),
      expect.objectContaining({ status: 'PERMISSION_DENIED', message: 'PERMISSION_DENIED: Permission Denied' }),
      { auth: { apiKey: 'good' } },
      { name: 'Error', message: 'not good' },
    ],
  },
];

const schemas: CaseTable = [
  { name: 'toJsonSchema, parseSchema, validateSchema in a step', flow: 'registrySchemaFunctions', result: functions },
  {
    name: 'toJsonSchema, parseSchema, validateSchema in flow code',
    flow: 'registrySchemaFunctionsInFlow',
    inlineOnly: COMPILED,
    result: functions,
  },
  {
    name: 'parseSchema and validateSchema in flow code, in the sandbox',
    flow: 'registrySchemaFunctionsInFlow',
    durableOnly: COMPILED,
    error: {
      status: 'FAILED_PRECONDITION',
      message:
        'FAILED_PRECONDITION: This schema cannot be checked in flow code: no validator was compiled for it. Check it in a step (ai.run).',
    },
  },
  { name: 'toJsonSchema in flow code', flow: 'registryConverts', result: person },
  {
    name: 'a schema that only the run knows: fits',
    flow: 'registryRunSchema',
    input: { jsonSchema: { type: 'string' }, data: 'x' },
    result: 'x',
  },
  {
    name: 'a schema that only the run knows: does not fit',
    flow: 'registryRunSchema',
    input: { jsonSchema: { type: 'string' }, data: 1 },
    error: {
      status: 'INVALID_ARGUMENT',
      message:
        'INVALID_ARGUMENT: Schema validation failed. Parse Errors:\n\n- (root): must be string\n\nProvided data:\n\n1\n\nRequired JSON schema:\n\n{\n  "type": "string"\n}',
      details: { errors: [{ path: '(root)', message: 'must be string' }], schema: { type: 'string' } },
    },
  },
  {
    name: 'annotations are part of the JSON Schema',
    flow: 'registryAnnotations',
    result: expect.objectContaining({ properties: { model: { type: 'string', 'x-genkit-ui-widget': 'model-list-config' } } }),
  },
  {
    name: "zod's defaults, refinements and transforms are not applied",
    flow: 'registryUnrefined',
    input: { s: 'kept' },
    result: { s: 'kept' },
  },
  {
    name: "a flow's input that does not fit",
    flow: 'registryUnrefined',
    input: { n: 'x' },
    error: {
      status: 'INVALID_ARGUMENT',
      message: expect.stringContaining(
        'INVALID_ARGUMENT: Schema validation failed. Parse Errors:\n\n- n: must be number\n\nProvided data:\n\n{\n  "n": "x"\n}',
      ),
    },
  },
  {
    name: "a flow's output that does not fit",
    flow: 'registryStrictOutput',
    input: { n: 'x' },
    error: {
      status: 'INVALID_ARGUMENT',
      message: expect.stringContaining(
        'INVALID_ARGUMENT: Schema validation failed. Parse Errors:\n\n- n: must be number\n\nProvided data:\n\n{\n  "n": "x"\n}',
      ),
    },
  },
  { name: 'several apps in one process', flow: 'registryShared', result: 'mirror' },
];

/** Resources, contexts, schemas. */
export const registryResourceRows: CaseTable = [...resources, ...contexts, ...schemas];
