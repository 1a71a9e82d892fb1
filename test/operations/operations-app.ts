import { durakit, z } from 'durakit';
import { backgroundModel, genkitPluginV2, type ModelOperation } from 'durakit/plugin';
import { adoptVideo, cancelVideo, checkVideo, startVideo } from './video-functions.ts';

/** Background models of the fake vendor, one for each way in which they can be defined, and flows that use them. */
const ai = durakit({
  plugins: [
    genkitPluginV2({
      name: 'late',
      resolve: (type, name) =>
        type === 'background-model'
          ? backgroundModel({ name, poll: { initial: 20, factor: 1, max: 20 }, start: startVideo, check: checkVideo })
          : undefined,
    }),
  ],
});

const poll = { initial: 20, factor: 1, max: 20 };

const plain = ai.defineBackgroundModel({
  name: 'fake/plain',
  label: 'Fake video',
  poll,
  start: startVideo,
  check: checkVideo,
  cancel: cancelVideo,
});
ai.defineBackgroundModel({ name: 'fake/adopting', poll, start: startVideo, check: checkVideo, adopt: adoptVideo });
ai.defineBackgroundModel({ name: 'fake/asking', poll, inDoubt: 'interrupt', start: startVideo, check: checkVideo });
ai.defineBackgroundModel({ name: 'fake/replacing', poll, artefacts: 'replace', start: startVideo, check: checkVideo });
ai.defineBackgroundModel({ name: 'fake/hurried', poll, deadline: 600, start: startVideo, check: checkVideo, cancel: cancelVideo });
ai.defineBackgroundModel({
  name: 'fake/slow',
  poll: { initial: '1h', max: '1h' },
  start: startVideo,
  check: checkVideo,
  cancel: cancelVideo,
});
ai.defineModel({ name: 'echo' }, async () => ({ message: { role: 'model', content: [{ text: 'hi' }] } }));
ai.defineModel({ name: 'boasting', supports: { longRunning: true } }, async () => ({
  message: { role: 'model', content: [{ text: 'hi' }] },
}));

const Request = z.object({ model: z.string(), prompt: z.string() });

export const film = ai.defineFlow({ name: 'film', inputSchema: Request }, async ({ model, prompt }) => {
  const response = await ai.generate({ model, prompt });
  return { media: response.media, part: response.message?.content[0], finishReason: response.finishReason, operation: response.operation };
});

export const filmPlain = ai.defineFlow({ name: 'filmPlain', inputSchema: z.string() }, async (prompt) => {
  const { media } = await ai.generate({ model: plain, prompt });
  return media;
});

export const begin = ai.defineFlow({ name: 'begin', inputSchema: Request }, async ({ model, prompt }) =>
  ai.generateOperation({ model, prompt }),
);

export const look = ai.defineFlow({ name: 'look' }, async (operation: ModelOperation) => ai.checkOperation(operation));
export const stop = ai.defineFlow({ name: 'stop' }, async (operation: ModelOperation) => ai.cancelOperation(operation));

/** Two jobs one after the other in a flow that runs on the worker. */
export const journaledFilm = ai.defineFlow(
  { name: 'journaledFilm', inputSchema: z.array(z.string()), durability: 'journal' },
  async ([first = '', second = '']) => {
    const one = await ai.generate({ model: plain, prompt: first });
    const two = await ai.generateOperation({ model: plain, prompt: second });
    return { url: one.media?.url, id: two.id };
  },
);
