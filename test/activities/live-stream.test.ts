import { expect, test } from '@jest/globals';
import { createLiveStream } from '../../activities/live-stream.ts';
import type { GenerateResponseChunkData } from '../../schemas/generate-response.ts';

function say(call: string, text: string): GenerateResponseChunkData[] {
  const heard: GenerateResponseChunkData[] = [];
  createLiveStream(call, (chunk) => void heard.push(chunk))?.send({ content: [{ text }] });
  return heard;
}

test('a later try shows only what is new', () => {
  say('retried', 'Hello');
  expect(say('retried', 'Hel')).toEqual([]);
  say('retried', 'Hello');
  expect(say('retried', 'Hello there')).toEqual([{ content: [{ text: ' there' }] }]);
});

test('calls that never end well are not kept for ever', () => {
  say('stopped', 'Hello');
  for (let call = 0; call < 1_000; call++) say(`stopped ${call}`, 'Hello');
  expect(say('stopped', 'Hello')).toHaveLength(1);
});
