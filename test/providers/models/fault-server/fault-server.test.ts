import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Plugin } from '../../../../engine/plugin.ts';
import { anthropic } from '../../../../providers/models/anthropic/anthropic.ts';
import { googleAI } from '../../../../providers/models/google-genai/google-ai.ts';
import { ollama } from '../../../../providers/models/ollama/ollama.ts';
import { openAICompatible } from '../../../../providers/models/openai-compatible/openai-compatible.ts';
import type { ErrorClass } from '../../../../schemas/error-class.ts';
import { ask, callModel, resolveModel } from '../call-model.ts';
import type { Fault, WaitForm } from './fault.ts';
import { startFaultServer, type FaultServer } from './fault-server.ts';

let server: FaultServer;

beforeAll(async () => {
  server = await startFaultServer();
});

afterAll(async () => {
  await server[Symbol.asyncDispose]();
});

const VENDORS: Readonly<Record<string, (url: string) => Plugin>> = {
  gpt: (url) => openAICompatible({ name: 'gpt', baseURL: `${url}/v1`, apiKey: 'key' }),
  claude: (url) => anthropic({ apiKey: 'key', baseURL: url }),
  gemini: (url) => googleAI({ apiKey: 'key', baseUrl: url }),
  gemma: (url) => ollama({ serverAddress: url }),
};

let count = 0;

async function meet(vendor: string, fault: Fault, streaming: boolean): Promise<unknown> {
  const name = `${vendor}-${++count}`;
  server.script(name, [fault]);
  const plugin = VENDORS[vendor]?.(server.url);
  if (plugin === undefined) throw new Error(`${vendor} is not known`);
  const response = await callModel(await resolveModel(plugin, name), ask('hi'), { streaming }).catch((error: unknown) => error);
  expect(server.log(name).map((request) => request.streamed)).toEqual([streaming]);
  return response;
}

const CLASSES: readonly (readonly [Fault, ErrorClass])[] = [
  [{ kind: 'rate_limit' }, 'rate_limit'],
  [{ kind: 'status', status: 500 }, 'overloaded'],
  [{ kind: 'status', status: 503 }, 'overloaded'],
  [{ kind: 'status', status: 529 }, 'overloaded'],
  [{ kind: 'status', status: 504 }, 'timeout'],
  [{ kind: 'reset_before' }, 'overloaded'],
  [{ kind: 'reset_after' }, 'overloaded'],
  [{ kind: 'cut' }, 'overloaded'],
  [{ kind: 'broken_json' }, 'overloaded'],
  [{ kind: 'overflow' }, 'context_length'],
  [{ kind: 'refusal' }, 'content_filter'],
  [{ kind: 'unauthorized' }, 'auth'],
  [{ kind: 'quota' }, 'quota'],
];

describe.each(Object.keys(VENDORS))('%s', (vendor) => {
  test('answers the same at once and as a stream', async () => {
    for (const streaming of [false, true]) {
      expect(await meet(vendor, { kind: 'answer' }, streaming)).toMatchObject({
        message: { content: [{ text: 'Hello.' }] },
        finishReason: 'stop',
        usage: { inputTokens: 1, outputTokens: 2, totalTokens: 3 },
      });
    }
  });

  test.each(CLASSES)('%j is %s, at once and as a stream', async (fault, expected) => {
    for (const streaming of [false, true]) {
      expect(await meet(vendor, fault, streaming)).toMatchObject({ details: { class: expected } });
    }
  });

  test.each(['seconds', 'date', 'milliseconds', 'reset', 'spoken'] as WaitForm[])('says when to come back (%s)', async (form) => {
    const error = (await meet(vendor, { kind: 'rate_limit', form, milliseconds: 30_000 }, true)) as {
      details: { class: string; retryAfterMs: number };
    };
    expect(error.details.class).toBe('rate_limit');
    expect(error.details.retryAfterMs).toBeGreaterThanOrEqual(29_000);
    expect(error.details.retryAfterMs).toBeLessThanOrEqual(31_000);
  });
});
