import { describe, expect, test } from '@jest/globals';
import { defaultPayloadConverter, StorageDriverClaim, type Payload } from '@temporalio/common';
import { createClaimDriver } from '../../codec/claim-driver.ts';
import { createMemoryPayloadStore } from './memory-payload-store.ts';

const toPayload = (value: unknown): Payload => defaultPayloadConverter.toPayload<unknown>(value);
const fromPayload = (payload: Payload | undefined): unknown => defaultPayloadConverter.fromPayload(payload as Payload);
const long = (length: number, letter = 'x'): Payload => toPayload(letter.repeat(length));

function create(options: { maximum?: number; preview?: boolean } = {}): {
  store: ReturnType<typeof createMemoryPayloadStore>;
  driver: ReturnType<typeof createClaimDriver>;
  /** Another process: it has nothing in memory. */
  other: ReturnType<typeof createClaimDriver>;
  warnings: string[];
} {
  const store = createMemoryPayloadStore();
  const warnings: string[] = [];
  const createOne = (): ReturnType<typeof createClaimDriver> =>
    createClaimDriver({
      store,
      namespace: 'shop',
      maximum: 10_000_000,
      preview: true,
      warn: (message) => void warnings.push(message),
      ...options,
    });
  return { store, driver: createOne(), other: createOne(), warnings };
}

describe('what is stored is given back', () => {
  test('in order, one row a content, read once by each process', async () => {
    const { store, driver, other } = create();
    const payloads = [long(3_000, 'a'), long(3_000, 'b'), long(3_000, 'a'), toPayload(new Uint8Array([1, 2, 3]))];
    const claims = await driver.store({}, payloads);
    expect(store.rows.size).toBe(3);
    expect(claims[0]).toEqual(claims[2]);
    expect(Object.keys(claims[0]?.claimData ?? {})).toEqual(['sha256', 'namespace', 'preview']);
    for (let times = 0; times < 2; times++)
      expect((await other.retrieve({}, claims)).map(fromPayload)).toEqual(payloads.map((payload) => fromPayload(payload)));
    await driver.retrieve({}, claims);
    expect(store.asked).toEqual({ puts: 1, gets: 1 });
  });

  test('what was written or read a moment ago is not written again', async () => {
    const { store, driver, other } = create();
    const claims = await driver.store({}, [long(3_000, 'a')]);
    expect(await driver.store({}, [long(3_000, 'a')])).toEqual(claims);
    await other.retrieve({}, claims);
    expect(await other.store({}, [long(3_000, 'a'), long(3_000, 'b')])).toHaveLength(2);
    expect(store.asked.puts).toBe(2);
  });

  test.each([
    ['is gone', (rows: Map<string, Uint8Array>) => rows.clear(), 'it was swept, or DATABASE_URL is not the database'],
    [
      'was changed',
      (rows: Map<string, Uint8Array>) => rows.forEach((_bytes, key) => rows.set(key, new Uint8Array(9))),
      'is not what was written',
    ],
  ])('a row that %s is an error that says so', async (_what, spoil, words) => {
    const { store, driver, other } = create();
    const claims = await driver.store({}, [long(3_000)]);
    spoil(store.rows);
    await expect(other.retrieve({}, claims)).rejects.toMatchObject({
      type: 'DATA_LOSS',
      message: expect.stringContaining(words) as unknown,
    });
  });

  test("a claim that is not ours is refused, one's own namespace stays in the claim", async () => {
    const { driver } = create();
    await expect(driver.retrieve({}, [new StorageDriverClaim({ key: 's3' })])).rejects.toMatchObject({ type: 'INVALID_ARGUMENT' });
    const [claim] = await driver.store({}, [long(3_000)]);
    expect(claim?.claimData).toMatchObject({ namespace: 'shop' });
  });
});

describe('previews', () => {
  test.each([
    ['of plain JSON is its first 100 characters', long(3_000), `"${'x'.repeat(99)}…`],
    ['counts characters, not bytes', toPayload('ä🎉'.repeat(500)), `"${'ä🎉'.repeat(49)}ä…`],
    ['of what is shorter is all of it', toPayload({ short: true }), '{"short":true}'],
    ['of bytes is none', toPayload(new Uint8Array(3_000)), undefined],
    ['of what is encrypted is none', { metadata: { encoding: Buffer.from('binary/encrypted') }, data: Buffer.from('{"a":1}') }, undefined],
  ])('one %s', async (_what, payload, preview) => {
    const [claim] = await create().driver.store({}, [payload]);
    expect(claim?.claimData['preview']).toBe(preview);
  });

  test('can be switched off', async () => {
    const [claim] = await create({ preview: false }).driver.store({}, [long(3_000)]);
    expect(claim?.claimData).not.toHaveProperty('preview');
  });
});

describe('a store that is away', () => {
  test('at write: what is short goes into the claim, which every process can open; it is told once', async () => {
    const { store, driver, other, warnings } = create();
    store.away = 2;
    const claims = [...(await driver.store({}, [long(3_000, 'a')])), ...(await driver.store({}, [long(3_000, 'b')]))];
    expect(store.asked.puts).toBe(2);
    expect(warnings).toEqual(['The store is away. Long inputs and results stay in the history until it is back.']);
    expect((await other.retrieve({}, claims)).map(fromPayload)).toEqual(['a'.repeat(3_000), 'b'.repeat(3_000)]);
    expect(store.asked.gets).toBe(0);
  });

  test('at write: what is long is tried again', async () => {
    const { store, driver } = create();
    store.away = 2;
    const [claim] = await driver.store({}, [long(600_000)]);
    expect(store.asked.puts).toBe(3);
    expect(claim?.claimData).toHaveProperty('sha256');
  });

  test('at read: it is tried again', async () => {
    const { store, driver, other } = create();
    const claims = await driver.store({}, [long(3_000)]);
    store.away = 2;
    expect(fromPayload((await other.retrieve({}, claims))[0])).toHaveLength(3_000);
  });

  test('an abort ends the tries, with its reason', async () => {
    const { store, driver } = create();
    store.away = Number.POSITIVE_INFINITY;
    const controller = new AbortController();
    const storing = driver.store({ abortSignal: controller.signal }, [long(600_000)]);
    controller.abort(new Error('enough'));
    await expect(storing).rejects.toThrow('enough');
    await expect(driver.store({ abortSignal: controller.signal }, [long(600_000)])).rejects.toThrow('enough');
  });
});

test('what is over the maximum is refused for good, before anything is written', async () => {
  const { store, driver } = create({ maximum: 5_000 });
  await expect(driver.store({}, [long(3_000), long(6_000)])).rejects.toMatchObject({
    type: 'OUT_OF_RANGE',
    nonRetryable: true,
    details: [{ status: 'OUT_OF_RANGE', message: expect.stringContaining('a run can carry 5000') as unknown }],
  });
  expect(store.asked.puts).toBe(0);
});
