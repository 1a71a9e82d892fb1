import { durakit, z } from 'durakit';
import { googleAI } from 'durakit/google-genai';
import { keepMedia } from './keep-media.ts';
import { stitch } from './stitch.ts';

// without a key: the vendor of pretend.ts
const pretended = { baseUrl: process.env['VIDEO_VENDOR'] ?? 'http://127.0.0.1:8790', apiKey: 'fake-key' };
const ai = durakit({ name: 'video', plugins: [googleAI(process.env['GEMINI_API_KEY'] ? {} : pretended)] });

const writer = googleAI.model('gemini-2.5-flash');
const camera = googleAI.model('veo-3.1-fast-generate-preview', { durationSeconds: 8, aspectRatio: '16:9' });
const composer = googleAI.model('lyria-3-clip-preview');

const Script = z.object({ title: z.string(), mood: z.string(), shots: z.array(z.string()).length(3) });

export const film = ai.defineFlow({ name: 'film', inputSchema: z.object({ topic: z.string() }) }, async ({ topic }) => {
  const prompt = `Write a silent film about ${topic}: a title, the mood of its music, and three shots of eight seconds, each in a sentence.`;
  const { output: script } = await ai.generate({ model: writer, prompt, output: { schema: Script } });
  if (script === null) throw new Error('there is no script');

  // each clip is a run of its own: paid for once, looked at for minutes, copied into the blob store
  const [score, ...clips] = await Promise.all([
    ai.generate({ model: composer, prompt: script.mood }),
    ...script.shots.map((shot) => ai.generate({ model: camera, prompt: shot })),
  ]);
  const { media } = score;
  const music = await ai.run('keep the music', () => keepMedia(media));
  return stitch(script, clips, music);
});
