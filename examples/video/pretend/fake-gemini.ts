import type { FakeAnswer } from './fake-answer.ts';

const SCRIPT = {
  title: 'The Lighthouse',
  mood: 'a slow waltz for accordion',
  shots: ['A lighthouse at dusk, waves below', 'The keeper climbs the stairs, lamp in hand', 'The light turns on, a ship far out answers'],
};

/** A Gemini model that has written one script. `path` is behind the version. */
export function answerAsGemini(path: string): FakeAnswer | undefined {
  const way = /^models\/gemini-[^/:]+:(generateContent|streamGenerateContent)/.exec(path)?.[1];
  if (way === undefined) return undefined;
  const body = {
    candidates: [{ content: { role: 'model', parts: [{ text: JSON.stringify(SCRIPT) }] }, finishReason: 'STOP', index: 0 }],
    usageMetadata: { promptTokenCount: 24, candidatesTokenCount: 61, totalTokenCount: 85 },
  };
  if (way === 'generateContent') return { body };
  return { headers: { 'content-type': 'text/event-stream' }, body: Buffer.from(`data: ${JSON.stringify(body)}\r\n\r\n`) };
}
