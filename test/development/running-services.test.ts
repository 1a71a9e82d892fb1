import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { referToThisProcess } from '../../development/processes/process-identity.ts';
import { readRunningServices } from '../../development/running-services.ts';

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'durakit-services-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const me = referToThisProcess();
const services = {
  temporalAddress: '127.0.0.1:7233',
  namespace: 'default',
  databaseUrl: 'postgres://127.0.0.1/durakit',
  processId: me.processId,
  processIdentity: me.identity,
  startedAt: '2026-01-01T00:00:00.000Z',
};

describe('readRunningServices', () => {
  test('the services of a living process', async () => {
    await writeFile(join(folder, 'services.json'), JSON.stringify(services));
    expect(await readRunningServices(folder)).toEqual(services);
  });

  test.each([
    ['there is no file', undefined],
    ['the process is gone', { ...services, processIdentity: 'earlier' }],
    ['another version wrote the file', { address: '127.0.0.1:7233' }],
  ])('undefined when %s', async (_name, content) => {
    if (content !== undefined) await writeFile(join(folder, 'services.json'), JSON.stringify(content));
    expect(await readRunningServices(folder)).toBeUndefined();
  });
});
