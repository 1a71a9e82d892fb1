import { describe, expect, test } from '@jest/globals';
import { defaultPayloadConverter, type Payload } from '@temporalio/common';
import { createExternalStorage, mostBytesOf } from '../../codec/external-storage.ts';
import { inlineClaims, readClaimHashes } from '../../codec/inline-claims.ts';
import { resolveStorageSettings } from '../../codec/storage-settings.ts';
import { createMemoryPayloadStore } from './memory-payload-store.ts';

const settings = resolveStorageSettings({}, {});
const toPayload = (value: unknown): Payload => defaultPayloadConverter.toPayload<unknown>(value);
const base64 = (value: string | Uint8Array): string => Buffer.from(value as Uint8Array).toString('base64');

describe('settings', () => {
  test('come from the call, else from the environment, else 2 KiB and 64 MiB', () => {
    expect(settings).toEqual({ threshold: 2_048, maximum: 67_108_864, preview: true });
    const environment = { DURAKIT_EXTERNAL_STORAGE_THRESHOLD: '4096', DURAKIT_EXTERNAL_STORAGE_MAXIMUM: '1000000' };
    expect(resolveStorageSettings({}, environment)).toMatchObject({ threshold: 4_096, maximum: 1_000_000 });
    expect(resolveStorageSettings({ threshold: 0, preview: false }, environment)).toEqual({
      threshold: 0,
      maximum: 1_000_000,
      preview: false,
    });
  });

  test.each(['many', '-1', '1.5', '2KiB'])('%s is no number of bytes', (text) => {
    expect(() => resolveStorageSettings({}, { DURAKIT_EXTERNAL_STORAGE_THRESHOLD: text })).toThrow(
      `DURAKIT_EXTERNAL_STORAGE_THRESHOLD is '${text}'. It must be a whole number of bytes`,
    );
  });
});

describe('which payloads leave the history', () => {
  const storage = createExternalStorage({ store: createMemoryPayloadStore(), namespace: 'shop', settings });
  const none = createExternalStorage({ store: undefined, namespace: 'shop', settings });

  test('with a store those over the threshold, but for what the UI asks for its details', () => {
    const { payloadSizeThreshold, driverSelector } = storage.externalStorage;
    expect(payloadSizeThreshold).toBe(2_048);
    expect(driverSelector({}, toPayload('x'.repeat(3_000)))?.name).toBe('durakit');
    expect(driverSelector({}, toPayload({ definition: { type: 'menu' }, currentDetails: 'x'.repeat(3_000) }))).toBeNull();
    expect(storage.mostBytes).toBe(67_108_864);
    expect(mostBytesOf(storage.externalStorage)).toBe(67_108_864);
  });

  test('without a store none, and claims of others say what to do', async () => {
    expect(none.externalStorage.driverSelector({}, toPayload('x'.repeat(3_000)))).toBeNull();
    expect(none.mostBytes).toBe(2_031_616);
    expect(mostBytesOf(undefined)).toBe(2_031_616);
    const claims = await storage.externalStorage.drivers[0]?.store({}, [toPayload('x'.repeat(3_000))]);
    await expect(none.externalStorage.drivers[0]?.retrieve({}, claims ?? [])).rejects.toMatchObject({
      type: 'FAILED_PRECONDITION',
      nonRetryable: true,
      message: expect.stringContaining('Set DATABASE_URL to that database') as unknown,
    });
  });
});

describe('claims in a history', () => {
  const { externalStorage } = createExternalStorage({ store: createMemoryPayloadStore(), namespace: 'shop', settings });
  const value = { text: 'y'.repeat(3_000) };
  const inline = { metadata: { encoding: base64('json/plain') }, data: base64(JSON.stringify(value)) };

  /** A payload as the SDK writes it for a claim, in Temporal's JSON. */
  async function claimed(driverName = 'durakit'): Promise<Record<string, unknown>> {
    const [claim] = (await externalStorage.drivers[0]?.store({}, [toPayload(value)])) ?? [];
    return {
      metadata: { encoding: base64('json/protobuf'), messageType: base64('temporal.api.sdk.v1.ExternalStorageReference') },
      data: base64(JSON.stringify({ driverName, claimData: claim?.claimData })),
      externalPayloads: [{ sizeBytes: '3042' }],
    };
  }

  test('are replaced by what they stand for; the rest stays', async () => {
    const history = { events: [{ input: { payloads: [await claimed(), inline] } }, { failure: { details: await claimed() } }] };
    expect(readClaimHashes(history)).toHaveLength(2);
    await inlineClaims(history, externalStorage);
    expect(history).toEqual({ events: [{ input: { payloads: [inline, inline] } }, { failure: { details: inline } }] });
    expect(readClaimHashes(history)).toEqual([]);
  });

  test('below some keys only', async () => {
    const [input, details] = [await claimed(), await claimed()];
    const history = { input, failure: { info: { details } } };
    await inlineClaims(history, externalStorage, { below: ['failure'] });
    expect(history).toEqual({ input: await claimed(), failure: { info: { details: inline } } });
  });

  test('of another driver stay', async () => {
    const history = { input: await claimed('s3') };
    await inlineClaims(history, externalStorage);
    expect(history).toEqual({ input: await claimed('s3') });
  });
});
