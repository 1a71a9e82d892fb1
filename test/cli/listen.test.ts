import { expect, test } from '@jest/globals';
import { listen } from '../../cli/listen.ts';

const answer = async (): Promise<Response> => new Response('here');

test('takes the next port where the first is in use, and refuses where it may not', async () => {
  const first = await listen({ fetch: answer, port: 0, host: '127.0.0.1' });
  const port = Number(new URL(first.url).port);
  try {
    const second = await listen({ fetch: answer, port, host: '127.0.0.1', orNext: true });
    try {
      expect(Number(new URL(second.url).port)).toBeGreaterThan(port);
      expect(await (await fetch(second.url)).text()).toBe('here');
    } finally {
      await second.close(0);
    }
    await expect(listen({ fetch: answer, port, host: '127.0.0.1' })).rejects.toThrow(
      /FAILED_PRECONDITION: Port \d+ .* another program uses it/,
    );
  } finally {
    await first.close(0);
  }
});

test('close ends requests that take too long', async () => {
  const server = await listen({ fetch: () => new Promise(() => undefined), port: 0, host: '127.0.0.1' });
  const request = fetch(server.url).then(
    () => 'answered',
    () => 'ended',
  );
  await server.close(50);
  expect(await request).toBe('ended');
});
