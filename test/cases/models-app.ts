import { DurakitError, GenkitError, modelRef, UserFacingError, z, type GenerateOptions } from 'durakit';
import type { ModelMiddleware } from 'durakit/model/middleware';
import { STATUS_CODES, type GenerateRequest, type StatusName } from 'durakit/schemas';
import { ai, call, describeError, mirror, script } from './ai.ts';
import { repeat } from './model-runners.ts';

const say = (value: unknown): { message: { role: 'model'; content: { text: string }[] }; finishReason: 'stop' } => ({
  message: { role: 'model', content: [{ text: JSON.stringify(value) }] },
  finishReason: 'stop',
});
/** What a runner's second argument is. */
const formOf = (value: unknown): unknown => ({
  type: typeof value,
  members:
    value === undefined
      ? []
      : ['sendChunk', 'context', 'abortSignal', 'streamingRequested'].filter(
          (name) => (value as Record<string, unknown>)[name] !== undefined,
        ),
  context: (value as { context?: unknown } | undefined)?.context,
});

ai.defineModel({ name: 'modelsEither' }, async (_request, second) => say(formOf(second)));
ai.defineModel({ name: 'modelsV1', apiVersion: 'v1' }, async (_request, second) => say(formOf(second)));
ai.defineModel({ name: 'modelsV2', apiVersion: 'v2' }, async (_request, second) => say(formOf(second)));
ai.defineModel({ name: 'modelsV1Streams', apiVersion: 'v1' }, async (_request, sendChunk) => {
  sendChunk?.({ content: [{ text: 'a' }] });
  sendChunk?.({ content: [{ text: 'b' }] });
  return { message: { role: 'model', content: [{ text: 'ab' }] }, finishReason: 'stop' };
});

const marking =
  (word: string): ModelMiddleware =>
  async (request, next) => {
    const config = request.config as { marks?: string[] } | undefined;
    const response = await next({ ...request, config: { ...config, marks: [...(config?.marks ?? []), word] } });
    const [part] = response.message?.content ?? [];
    const text = part !== undefined && 'text' in part ? part.text : '';
    return { ...response, message: { role: 'model', content: [{ text: `${text}<${word}` }] } };
  };
ai.defineModel(
  {
    name: 'modelsWrapped',
    use: [
      marking('outer'),
      async (request, surroundings, next) =>
        await next({ ...request, config: { ...(request.config as object), seen: surroundings?.context } }),
      marking('inner'),
    ],
  },
  async ({ config }) => ({ message: { role: 'model', content: [{ text: JSON.stringify(config) }] }, finishReason: 'stop' }),
);
ai.defineModel({ name: 'modelsTakesDocs', supports: { context: true } }, repeat);
ai.defineModel({ name: 'modelsTakesNoDocs' }, repeat);
ai.defineModel(
  { name: 'modelsChecked', configSchema: z.object({ temperature: z.number().max(1), stops: z.array(z.string()).optional() }) },
  repeat,
);
ai.defineModel(
  { name: 'modelsInfo', label: 'A model', versions: ['1', '2'], stage: 'unstable', supports: { media: true, output: ['text'] } },
  repeat,
);
ai.defineModel({ name: 'modelsThrows' }, async ({ config }) => {
  const { status, message } = config as { status: StatusName; message: string };
  throw new GenkitError({ status, message, source: 'vendor', details: { retryAfterMs: 0 } });
});

/** The answer, which is JSON. */
export const modelsAnswer = ai.defineFlow('modelsAnswer', async (options: GenerateOptions) => {
  const { text } = await ai.generate({ prompt: 'x', ...options });
  return JSON.parse(text) as unknown;
});

/** The answer as it is. */
export const modelsText = ai.defineFlow(
  'modelsText',
  async (options: GenerateOptions) => (await ai.generate({ prompt: 'x', ...options })).text,
);

/** What a listener changes for the runner. */
export const modelsListened = ai.defineFlow('modelsListened', async (model: string) => {
  const heard: string[] = [];
  const { text } = await ai.generate({ model, prompt: 'x', onChunk: (chunk) => void heard.push(chunk.text) });
  return { heard, text };
});

const reference = modelRef({ name: 'mirror', config: { temperature: 0, topK: 1 }, version: 'v1', info: { label: 'Mirror' } });

export const modelsReferences = ai.defineFlow('modelsReferences', async () => {
  const models = [
    reference,
    reference.withConfig({ topK: 2 }),
    reference.withVersion('v2'),
    modelRef({ name: 'mirror', namespace: '' }),
    mirror,
    'mirror',
  ];
  const requests: unknown[] = [];
  for (const model of models) {
    const { text } = await ai.generate({ model, prompt: 'x', config: { own: true } });
    requests.push((JSON.parse(text) as GenerateRequest).config);
  }
  return { requests, names: [modelRef({ name: 'one', namespace: 'kit' }).name, modelRef({ name: 'kit/one', namespace: 'kit' }).name] };
});

/** A model that is called as the action that it is. */
export const modelsDirect = ai.defineFlow('modelsDirect', async () => {
  const { latencyMs, ...response } = await script({
    messages: [{ role: 'user', content: [{ text: 'x' }] }],
    config: { answers: ['said'] },
  });
  return { response, latency: typeof latencyMs, names: [script.key, script.modelName] };
});

export const modelsMetadata = ai.defineFlow(
  'modelsMetadata',
  async () =>
    await ai.run('look up', async () => {
      const action = await ai.registry.lookupAction('/model/modelsInfo');
      const checked = await ai.registry.lookupAction('/model/modelsChecked');
      return [action?.metadata, (checked?.metadata?.['model'] as { customOptions?: unknown }).customOptions];
    }),
);

const badShape = ((): unknown => {
  try {
    ai.defineModel({ name: 'modelsBadShape', use: [async () => ({})] }, repeat);
    return 'defined';
  } catch (error) {
    return describeError(error);
  }
})();
export const modelsBadShape = ai.defineFlow('modelsBadShape', async () => badShape);

/** Errors of all kinds, by name, where they are thrown. */
function raise(kind: string): never {
  if (Object.hasOwn(STATUS_CODES, kind)) throw new GenkitError({ status: kind as StatusName, message: `it is ${kind}`, details: { kind } });
  switch (kind) {
    case 'source':
      throw new DurakitError({ status: 'ABORTED', message: 'stopped', source: 'plugin' });
    case 'user-facing':
      throw new UserFacingError('PERMISSION_DENIED', 'not you', { who: 'ada' });
    case 'error':
      throw new Error('plain words');
    case 'type-error':
      throw new TypeError('not a function');
    case 'with-status':
      throw Object.assign(new Error('has a status'), { status: 'RESOURCE_EXHAUSTED' });
    case 'with-number':
      throw Object.assign(new Error('has a number'), { status: 429 });
    case 'caused':
      throw new Error('outer words', { cause: new Error('inner words') });
    case 'text':
      throw 'a text'; // eslint-disable-line @typescript-eslint/only-throw-error -- anything can be thrown
    case 'object':
      throw { odd: 1 }; // eslint-disable-line @typescript-eslint/only-throw-error -- anything can be thrown
    default:
      throw undefined; // eslint-disable-line @typescript-eslint/only-throw-error -- anything can be thrown
  }
}

const raising = ai.defineTool({ name: 'modelsRaising', description: 'throws', inputSchema: z.string() }, async (kind) => raise(kind));

/** The tool fails the call, the call the flow. */
export const modelsToolRaises = ai.defineFlow('modelsToolRaises', async (kind: string) => {
  await ai.generate({ model: script, prompt: 'go', tools: [raising], config: { answers: [[call('modelsRaising', kind, '1')]] } });
});

export const modelsStepRaises = ai.defineFlow('modelsStepRaises', async (kind: string) => {
  await ai.run('raise', async () => raise(kind));
});

/** No border between the throw and the flow's end. */
export const modelsFlowRaises = ai.defineFlow('modelsFlowRaises', async (kind: string) => {
  raise(kind);
});

/** A flow that another calls. */
export const modelsChildRaises = ai.defineFlow('modelsChildRaises', async (kind: string) => {
  await modelsStepRaises(kind);
});

/** What flow code can do with an error that has crossed a border. */
export const modelsCaught = ai.defineFlow('modelsCaught', async (kind: string) => {
  const seen: unknown[] = [];
  for (const attempt of [() => raising(kind), () => ai.run('raise', async () => raise(kind)), () => modelsStepRaises(kind)]) {
    try {
      await attempt();
    } catch (error) {
      if (!(error instanceof GenkitError)) throw error;
      const { status, message, originalMessage, code, detail, source, step } = error;
      seen.push({
        status,
        message,
        originalMessage,
        code,
        detail,
        source,
        step,
        json: error.toJSON(),
        both: error instanceof DurakitError && error instanceof Error,
      });
    }
  }
  return seen;
});

/** What an error is where it is made. */
export const modelsErrorForms = ai.defineFlow('modelsErrorForms', async () => {
  const errors = [
    new GenkitError({ status: 'NOT_FOUND', message: 'nothing' }),
    new GenkitError({ status: 'NOT_FOUND', message: 'nothing', source: 'kit', details: { a: 1 } }),
    new UserFacingError('UNAUTHENTICATED', 'who are you?'),
    new UserFacingError('UNAUTHENTICATED', 'who are you?', { a: 1 }),
  ];
  return errors.map((error) => ({
    name: error.name,
    message: error.message,
    code: error.code,
    json: error.toJSON(),
    known: error instanceof DurakitError,
  }));
});

export const modelsThrows = ai.defineFlow('modelsThrows', async (config: Record<string, unknown>) => {
  await ai.generate({ model: 'modelsThrows', prompt: 'x', config });
});

export const modelsNone = ai.defineFlow('modelsNone', async (form: string) => {
  const { text } =
    form === 'text'
      ? await ai.generate('x')
      : form === 'parts'
        ? await ai.generate([{ text: 'x' }])
        : await ai.generateStream('x').response;
  return text;
});
