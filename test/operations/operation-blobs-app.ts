import { durakit, z } from 'durakit';
import { createFileBlobStore } from 'durakit/blobs';
import { checkVideo, startVideo } from './video-functions.ts';

const files = createFileBlobStore({ folder: process.env['BLOB_FOLDER'] ?? '' });

/** An app with a store of its own, that tells of each copy before anybody else hears of it. */
const ai = durakit({
  blobs: {
    ...files,
    put: async (content, options) => {
      const blob = await files.put(content, options);
      await fetch(`${process.env['VENDOR_URL'] ?? ''}/stored/${blob.sha256}`, { method: 'POST' });
      return blob;
    },
  },
});

const video = ai.defineBackgroundModel({
  name: 'fake/kept',
  poll: { initial: 20, factor: 1, max: 20 },
  start: startVideo,
  check: checkVideo,
});

export const film = ai.defineFlow({ name: 'film', inputSchema: z.string() }, async (prompt) => {
  const { message } = await ai.generate({ model: video, prompt });
  return message?.content[0];
});
