import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { expect, jest, test } from '@jest/globals';
import type { Film, StoredMedia } from '../../examples/video/stitch.ts';
import { createFakeGoogleMedia } from '../../examples/video/pretend/create-fake-google-media.ts';
import { FAKE_SOUND } from '../../examples/video/pretend/fake-interactions.ts';
import { openPostgresBlobStore } from '../../blobs.ts';
import { startTestWorker } from '../../testing.ts';
import { createShell } from './create-shell.ts';
import { readCommands } from './read-commands.ts';

jest.setTimeout(5 * 60_000);

const APP = new URL('../../examples/video/app.ts', import.meta.url);
const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const SHOTS = [
  'A lighthouse at dusk, waves below',
  'The keeper climbs the stairs, lamp in hand',
  'The light turns on, a ship far out answers',
];
const [pretend = '', dev, run = ''] = readCommands('video');

const digest = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

function checkFilm({ title, scenes, music }: Film): void {
  expect([title, scenes.map(({ shot }) => shot)]).toEqual(['The Lighthouse', SHOTS]);
  for (const { uri, sha256 } of [...scenes.map(({ clip }) => clip), music]) expect(uri).toBe(`durakit://blob/${sha256}`);
  expect(scenes.map(({ clip }) => clip.contentType)).toEqual(['video/mp4', 'video/mp4', 'video/mp4']);
  expect(music).toMatchObject({ contentType: 'audio/wav', sha256: digest(FAKE_SOUND), size: FAKE_SOUND.length });
}

/** As it stands in the blob store. */
async function readBlob({ sha256 }: StoredMedia): Promise<Uint8Array> {
  const blobs = openPostgresBlobStore();
  try {
    return await new Response((await blobs.open(sha256))?.stream).bytes();
  } finally {
    await blobs.close();
  }
}

test('examples/video: a worker that is killed while the clips are made orders none twice and loses none', async () => {
  await using google = await createFakeGoogleMedia({ polls: Number.POSITIVE_INFINITY, retryAfter: 1 });
  const env = { VIDEO_VENDOR: google.url, GEMINI_API_KEY: '' };
  await using first = await startTestWorker({ app: APP, env });
  const handle = await first.flow('film').start({ topic: 'a lighthouse' });
  const polled = new Set<string>();
  const isUnderWay = google.until((requests) => {
    for (const { method, path } of requests) if (method === 'GET' && path.includes('/operations/')) polled.add(path);
    return polled.size === 3 && google.submits === 4;
  });
  // a run that fails says so
  await Promise.race([isUnderWay, handle.result()]);
  await first.kill();
  google.veo.finish();
  await using second = await startTestWorker({ app: APP, env, taskQueue: first.taskQueue });

  const result = (await second.client.handle(handle.workflowId).result()) as Film;
  checkFilm(result);
  expect([google.veo.submits, google.interactions.submits]).toEqual([3, 1]);
  const made = [...polled].map((path) => digest(google.veo.videoOf(path.replace('/v1beta/', '')) ?? new Uint8Array()));
  expect(result.scenes.map(({ clip }) => clip.sha256).sort()).toEqual(made.sort());
  for (const { clip } of result.scenes) expect(digest(await readBlob(clip))).toBe(clip.sha256);
});

test('examples/video runs as its README says, with the vendor in a program of its own', async () => {
  expect(dev).toBe('npm run durakit -- dev examples/video/app.ts');
  const [command = '', ...words] = pretend.split(' ');
  // a free port, and no npx in between that would survive a kill
  expect(command).toBe('npx');
  const vendor = spawn(process.execPath, words.slice(1), {
    cwd: ROOT,
    env: { ...process.env, NODE_OPTIONS: '', PORT: '0' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const lines: string[] = [];
  try {
    const output = createInterface({ input: vendor.stdout });
    output.on('line', (line) => lines.push(line));
    const [line = ''] = (await once(output, 'line')) as string[];
    const address = /^pretends to be Google at (http:\S+)$/.exec(line)?.[1];
    expect(address).toBeDefined();
    await using worker = await startTestWorker({ app: APP, env: { VIDEO_VENDOR: address ?? '', GEMINI_API_KEY: '' } });
    const { code, output: printed } = await createShell(worker.taskQueue)(run);
    expect(code).toBe(0);
    checkFilm(JSON.parse(printed) as Film);
    expect(lines.filter((sent) => /^POST \S+:predictLongRunning$/.test(sent))).toHaveLength(3);
  } finally {
    vendor.kill();
  }
});
