import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { googleAI } from '../../../../providers/models/google-genai/google-ai.ts';
import { callEmbedder, resolveEmbedder } from '../call-embedder.ts';
import { readRecordings, type Recording } from '../recordings/read-recordings.ts';
import { answerInPieces } from '../vendor-server/behaviours.ts';
import { toSeed } from '../vendor-server/create-random.ts';
import { startVendorServer, type VendorServer } from '../vendor-server/vendor-server.ts';
import { asJson, asList, type Json } from './gemini-json.ts';

const address = /^https:\/\/generativelanguage\.googleapis\.com\/v1beta\/models\/([^/:]+):batchEmbedContents$/;
const all = readRecordings('mbedContent').filter(({ url }) => address.test(url));
const hasMedia = ({ request }: Recording): boolean => JSON.stringify(request).includes('inline_data');
const recordings = all.filter((recording) => !hasMedia(recording));

let server: VendorServer;

beforeAll(async () => {
  server = await startVendorServer();
});

afterAll(async () => {
  await server[Symbol.asyncDispose]();
});

function readRequests({ request }: Recording): readonly Json[] {
  return asList(asJson(request)['requests']);
}

function toText(request: Json): string {
  return asList(asJson(request['content'])['parts'])
    .map(({ text }) => text)
    .join('');
}

/** One text has an address of its own, with an answer of another form. */
function toAnswer({ text, bytes }: Recording, isOne: boolean): string | Buffer {
  return isOne ? JSON.stringify({ embedding: asList(asJson(JSON.parse(text))['embeddings'])[0] }) : bytes;
}

describe.each(recordings.map((recording) => [recording.name, recording] as const))('%s', (name, recording) => {
  test('is sent and read', async () => {
    const requests = readRequests(recording);
    const isOne = requests.length === 1;
    server.behave(answerInPieces({ headers: recording.headers, body: toAnswer(recording, isOne) }, toSeed(name)));
    const modelId = address.exec(recording.url)?.[1] ?? '';
    const embedder = await resolveEmbedder(googleAI({ baseUrl: server.url, apiKey: 'key-of-a-test' }), modelId);
    const outputDimensionality = requests[0]?.['outputDimensionality'];
    const options = outputDimensionality === undefined ? undefined : { outputDimensionality };
    const response = await callEmbedder(
      embedder,
      requests.map((request) => toText(request)),
      options === undefined ? {} : { options },
    );
    const said = asList(asJson(JSON.parse(recording.text))['embeddings']);
    expect(response).toEqual({ embeddings: said.map(({ values }) => ({ embedding: values })) });
    const arrived = server.requests.at(-1);
    expect(arrived?.path).toBe(`/v1beta/models/${modelId}:${isOne ? 'embedContent' : 'batchEmbedContents'}`);
    const sent = asJson(JSON.parse(arrived?.body ?? 'null'));
    const sentRequests = isOne ? [sent] : asList(sent['requests']);
    expect(sentRequests.map(({ content, ...rest }) => ({ ...rest, parts: asJson(content)['parts'] }))).toEqual(
      requests.map(({ content, ...rest }) => ({ ...rest, parts: asJson(content)['parts'] })),
    );
  });
});

test('every recording is used, but those with media, which the embedders do not take yet', () => {
  process.stdout.write(`${recordings.length} recordings of Google's embedders, ${all.length - recordings.length} with media\n`);
  expect(recordings.length).toBeGreaterThan(3);
});
