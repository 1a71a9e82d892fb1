import { createHash } from 'node:crypto';
import { expect, test } from '@jest/globals';
import { googleAI } from '../../../../google-genai.ts';
import type { ModelOperation } from '../../../../engine/operations/background-model.ts';
import { ask } from '../../models/call-model.ts';
import { resolveBackground } from '../call-background.ts';
import { replaySession } from '../replay-session.ts';

const SESSION = 'google-genai/media-video-basic-functionality-gemini-veo-3-1-lite-generate-preview-can-ani.json';
const KEY = 'key-of-the-veo-test';

test('a recorded session of Veo is had again, request by request, to the bytes of the video', async () => {
  await using session = await replaySession(SESSION);
  const { server, exchanges } = session;
  const veo = await resolveBackground(googleAI({ baseUrl: server.url, apiKey: KEY }), 'veo-3.1-lite-generate-preview');
  let operation: ModelOperation = await veo.start({ ...ask('a calm ocean wave at sunset'), config: { durationSeconds: 4 } });
  expect(operation).toMatchObject({
    id: 'models/veo-3.1-lite-generate-preview/operations/umz7sqimep69',
    done: false,
    action: '/background-model/googleai/veo-3.1-lite-generate-preview',
  });
  let looks = 0;
  while (operation.done !== true) {
    operation = await veo.check(operation);
    looks += 1;
  }
  expect(looks).toBe(5);
  const url = `${server.url}/v1beta/files/zqw12cp8qc38:download?alt=media`;
  expect(operation.output).toMatchObject({
    finishReason: 'stop',
    message: { role: 'model', content: [{ media: { url, contentType: 'video/mp4' } }] },
    usage: { outputVideos: 1 },
  });
  const response = await veo.download(url);
  const bytes = Buffer.from(await response.arrayBuffer());
  expect([response.status, response.headers.get('content-type')]).toEqual([200, 'video/mp4']);
  expect(sha256(bytes)).toBe(sha256(Buffer.from(exchanges.at(-1)?.response.base64 ?? '', 'base64')));
  expect(session.differences).toEqual([]);
  expect(session.position).toBe(exchanges.length);
  expect(server.requests.map(({ headers }) => headers['x-goog-api-key'])).toEqual(exchanges.map(() => KEY));
  expect(JSON.stringify(operation)).not.toContain(KEY);
});

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
