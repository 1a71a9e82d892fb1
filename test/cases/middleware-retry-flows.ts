import { GenkitError } from 'durakit';
import { fallback, retry } from 'durakit/middleware';
import { fallback as fallbackModels, retry as retryModel } from 'durakit/model/middleware';
import type { GenerateRequest, StatusName } from 'durakit/schemas';
import { ai, describeError } from './ai.ts';

/** Counts its calls by the run that they are of: the one state on the worker. */
const tries = new Map<string, number>();
const flaky = ai.defineModel({ name: 'middlewareFlaky', supports: { tools: true } }, async ({ config }) => {
  const { run, fails = 0, status, plain = false } = config as { run: string; fails?: number; status: StatusName; plain?: boolean };
  const count = (tries.get(run) ?? 0) + 1;
  tries.set(run, count);
  if (count <= fails && plain) throw new Error('plain words');
  if (count <= fails) throw new GenkitError({ status, message: `try ${count}`, details: { retryAfterMs: 1 } });
  return { message: { role: 'model', content: [{ text: `try ${count}` }] }, finishReason: 'stop' };
});

interface Trying {
  readonly form: 'v1' | 'v2' | 'name';
  readonly fails: number;
  readonly status?: string;
  readonly plain?: boolean;
  readonly options?: Record<string, unknown>;
}

export const middlewareRetries = ai.defineFlow('middlewareRetries', async ({ form, options, ...config }: Trying) => {
  const run = await ai.run('a new id', async () => crypto.randomUUID());
  const errors: string[] = [];
  const onError = (error: Error, attempt: number): void => void errors.push(`${attempt}: ${error.message}`);
  const quick = { initialDelayMs: 1, noJitter: true, ...options };
  const use =
    form === 'v1' ? retryModel({ ...quick, onError }) : form === 'v2' ? retry({ ...quick, onError }) : { name: 'retry', config: quick };
  try {
    const { text } = await ai.generate({ model: flaky, prompt: 'x', use: [use], config: { ...config, run } });
    return { text, errors };
  } catch (error) {
    return { error: describeError(error), errors };
  }
});
/* durakit: workflow */ ai.registry.registerValue('middleware', 'retry', retry);

const bad = ai.defineModel({ name: 'middlewareBad' }, async ({ config }) => {
  throw new GenkitError({ status: (config as { status: StatusName }).status, message: 'bad' });
});
ai.defineModel({ name: 'middlewareWorse' }, async ({ config }) => {
  throw new GenkitError({ status: (config as { worse?: StatusName }).worse ?? 'UNAVAILABLE', message: 'worse' });
});

interface Falling {
  readonly form: 'v1' | 'v2';
  readonly models: readonly (string | { name: string; config?: Record<string, unknown>; version?: string })[];
  readonly config: Record<string, unknown>;
  readonly options?: Record<string, unknown>;
}

export const middlewareFalls = ai.defineFlow('middlewareFalls', async ({ form, models, config, options }: Falling) => {
  const errors: string[] = [];
  const onError = (error: Error): void => void errors.push(error.message);
  const use = form === 'v1' ? fallbackModels(ai, { models, ...options, onError }) : fallback({ models, ...options, onError });
  try {
    const { text } = await ai.generate({ model: bad, prompt: 'x', use: [use], config });
    return { config: (JSON.parse(text) as GenerateRequest).config ?? null, errors };
  } catch (error) {
    return { error: describeError(error), errors };
  }
});
