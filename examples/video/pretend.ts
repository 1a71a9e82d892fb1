import { createFakeGoogleMedia } from './pretend/create-fake-google-media.ts';

/** Google's videos and music, pretended: jobs that take some seconds, and files of a few hundred bytes. */
const google = await createFakeGoogleMedia({
  port: Number(process.env['PORT'] ?? 8790),
  polls: 3,
  retryAfter: 1,
  onRequest: ({ method, path }) => console.log(`${method} ${path}`),
});
console.log(`pretends to be Google at ${google.url}`);
