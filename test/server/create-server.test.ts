import { describe, expect, test } from '@jest/globals';
import { DurakitError, durakit, z } from '../../index.ts';
import { createServer } from '../../server/create-server.ts';

const ai = durakit({ mode: 'inline' });
const menu = ai.defineFlow({ name: 'menu', inputSchema: z.object({ theme: z.string() }) }, async ({ theme }) => `Tonight: ${theme} soup`);
const nothing = ai.defineFlow('shop/nothing', async () => undefined);
const refuse = ai.defineFlow('refuse', async () => {
  throw new DurakitError({ status: 'RESOURCE_EXHAUSTED', message: 'too many guests', details: { free: 0 } });
});
const crash = ai.defineFlow('crash', async () => {
  throw new TypeError('password is hunter2');
});
const flows = [menu, nothing, refuse, crash];
const errors: unknown[] = [];
const { fetch: handle } = createServer({ flows, onError: (error) => errors.push(error) });

function post(path: string, body: unknown, headers: Record<string, string> = {}): Promise<Response> {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  return handle(
    new Request(`http://host${path}`, { method: 'POST', body: text, headers: { 'content-type': 'application/json', ...headers } }),
  );
}

describe('POST /<flow>', () => {
  test("answers with Genkit's result and the workflow id", async () => {
    const response = await post('/menu', { data: { theme: 'pirate' } });
    expect({ status: response.status, body: await response.json() }).toEqual({ status: 200, body: { result: 'Tonight: pirate soup' } });
    expect(response.headers.get('x-durakit-workflow-id')).toMatch(/menu/);
  });

  test('names may hold slashes, inputs may be null, results may be missing', async () => {
    const response = await post('/shop/nothing', { data: null });
    expect({ status: response.status, body: await response.json() }).toEqual({ status: 200, body: {} });
  });

  test.each([
    ['no body', ''],
    ['half of one', '{"data":'],
    ['an input that is not under data', { theme: 'pirate' }],
    ['no object', '7'],
  ])('%s is 400', async (_name, body) => {
    const response = await post('/menu', body);
    expect({ status: response.status, body: await response.json() }).toMatchObject({ status: 400, body: { status: 'INVALID_ARGUMENT' } });
  });

  test('a body that is not said to be JSON is refused: a page of another origin could send it', async () => {
    const response = await post('/menu', { data: { theme: 'pirate' } }, { 'content-type': 'text/plain' });
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ message: expect.stringContaining('Content-Type: application/json') });
  });

  test("an input that does not fit is 400 with Genkit's words and details", async () => {
    const response = await post('/menu', { data: { theme: 7 } });
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({
      status: 'INVALID_ARGUMENT',
      message: expect.stringContaining('Schema validation failed. Parse Errors:\n\n- theme: must be string'),
      details: { errors: [{ path: 'theme', message: 'must be string' }] },
    });
  });

  test("a flow's own error has its status, message and details", async () => {
    const response = await post('/refuse', { data: null });
    expect({ status: response.status, body: await response.json() }).toEqual({
      status: 429,
      body: { status: 'RESOURCE_EXHAUSTED', message: 'too many guests', details: { free: 0 } },
    });
  });

  test('words of a bug do not leave the server, unless it is told to show them', async () => {
    const hidden = await post('/crash', { data: null });
    expect({ status: hidden.status, body: await hidden.json() }).toEqual({
      status: 500,
      body: { status: 'INTERNAL', message: 'Internal Error' },
    });
    expect(String(errors.at(-1))).toContain('hunter2');
    const open = createServer({ flows, showInternalErrors: true, onError: () => undefined });
    const request = new Request('http://host/crash', {
      method: 'POST',
      body: '{"data":null}',
      headers: { 'content-type': 'application/json' },
    });
    expect(await (await open.fetch(request)).json()).toMatchObject({ message: 'password is hunter2' });
  });

  test.each([
    ['/menu', { accept: 'text/html, Text/Event-Stream' }],
    ['/menu?stream=true', {}],
  ])('a stream is 501: %s', async (path, headers) => {
    const response = await post(path, { data: { theme: 'pirate' } }, headers);
    expect({ status: response.status, body: await response.json() }).toMatchObject({ status: 501, body: { status: 'UNIMPLEMENTED' } });
  });

  test('a flow that is not served is 404 and names those that are', async () => {
    const response = await post('/dinner', { data: null });
    expect(response.status).toBe(404);
    expect(await response.json()).toMatchObject({ status: 'NOT_FOUND', message: expect.stringContaining('menu, shop/nothing') });
  });
});

describe('flows that are described', () => {
  const described = createServer({
    flows: () => [{ name: 'menu', inputSchema: { type: 'object', required: ['theme'] } }],
    onError: () => undefined,
  });

  test('GET / lists them with their schemas', async () => {
    expect(await (await described.fetch(new Request('http://host/'))).json()).toEqual({
      flows: [{ name: 'menu', inputSchema: { type: 'object', required: ['theme'] } }],
    });
  });

  test('an input that does not fit is answered without asking Temporal', async () => {
    const request = new Request('http://host/menu', {
      method: 'POST',
      body: '{"data":{}}',
      headers: { 'content-type': 'application/json' },
    });
    expect((await described.fetch(request)).status).toBe(400);
  });
});

test('GET /health is good where flows run in this process', async () => {
  const response = await handle(new Request('http://host/health'));
  expect({ status: response.status, body: await response.json() }).toEqual({ status: 200, body: { status: 'ok' } });
});

test('anything else is 404 and says what there is', async () => {
  const response = await handle(new Request('http://host/menu'));
  expect(response.status).toBe(404);
  expect(await response.json()).toMatchObject({ message: expect.stringContaining('POST /<flow>') });
});
