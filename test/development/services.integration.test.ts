import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Client, Connection } from '@temporalio/client';
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import postgres from 'pg';
import { startPostgres } from '../../development/postgres/start-postgres.ts';
import { readProcessIdentity } from '../../development/processes/process-identity.ts';
import { readRunningServices } from '../../development/running-services.ts';
import type { RunningServices } from '../../schemas/running-services.ts';
import { startServices, type Services, type StartServicesOptions } from '../../development/start-services.ts';
import { SEARCH_ATTRIBUTES } from '../../schemas/search-attributes.ts';
import { startProgram } from './start-program.ts';
import { waitUntil } from './wait-until.ts';

// these tests start servers of their own, also where the others are given some
const { TEMPORAL_ADDRESS, DATABASE_URL } = process.env;
const ports = { temporal: 37_233, ui: 38_233, postgres: 35_432 };
let folder: string;

beforeAll(async () => {
  delete process.env['TEMPORAL_ADDRESS'];
  delete process.env['DATABASE_URL'];
  folder = await mkdtemp(join(tmpdir(), 'durakit-development-'));
});
afterAll(async () => {
  Object.assign(process.env, TEMPORAL_ADDRESS && { TEMPORAL_ADDRESS }, DATABASE_URL && { DATABASE_URL });
  await rm(folder, { recursive: true, force: true });
});

function start(options: StartServicesOptions = {}): Promise<Services> {
  return startServices({ folder, ports, report: () => undefined, ...options });
}

async function query(databaseUrl: string, text: string): Promise<unknown[]> {
  const client = new postgres.Client({ connectionString: databaseUrl });
  client.on('error', () => undefined);
  await client.connect();
  try {
    return (await client.query<object>(text)).rows;
  } finally {
    await client.end();
  }
}

async function withTemporal<TResult>(address: string, use: (connection: Connection) => Promise<TResult>): Promise<TResult> {
  const connection = await Connection.connect({ address });
  try {
    return await use(connection);
  } finally {
    await connection.close();
  }
}

const startWorkflow = (address: string, workflowId: string): Promise<unknown> =>
  withTemporal(address, (connection) => new Client({ connection }).workflow.start('none', { workflowId, taskQueue: 'none' }));

const describeWorkflow = (address: string, workflowId: string): Promise<unknown> =>
  withTemporal(address, (connection) => new Client({ connection }).workflow.getHandle(workflowId).describe());

async function expectGone({ temporalProcessId = 0, postgresProcessId = 0 }: RunningServices): Promise<void> {
  const isGone = (): boolean => [temporalProcessId, postgresProcessId].every((id) => readProcessIdentity(id) === undefined);
  await waitUntil('both servers are gone', isGone);
}

describe('startServices', () => {
  test('both servers answer, and other processes find them', async () => {
    const services = await start();
    expect(await query(services.databaseUrl, 'select current_database() as name')).toEqual([{ name: 'durakit' }]);
    const registered = await withTemporal(services.temporalAddress, ({ operatorService }) =>
      operatorService.listSearchAttributes({ namespace: services.namespace }),
    );
    expect(Object.keys(registered.customAttributes)).toEqual(expect.arrayContaining(Object.values(SEARCH_ATTRIBUTES)));
    expect((await fetch(services.uiUrl ?? '')).status).toBe(200);
    expect(await readRunningServices(folder)).toMatchObject({ temporalAddress: services.temporalAddress, processId: process.pid });
    expect((await stat(join(folder, 'services.json'))).mode & 0o777).toBe(0o600);

    await expect(start()).rejects.toMatchObject({
      status: 'FAILED_PRECONDITION',
      message: expect.stringContaining(`Process ${process.pid} runs services`),
      details: { temporalAddress: services.temporalAddress },
    });
    await expect(start({ fresh: true, reuse: true })).rejects.toThrow('cannot be emptied');
    const reused = await start({ reuse: true });
    expect(reused).toMatchObject({ reused: true, databaseUrl: services.databaseUrl });
    await reused.stop();
    expect(readProcessIdentity(services.temporalProcessId ?? 0)).toBeDefined();

    await services.stop();
    await expectGone(services);
    expect(await readRunningServices(folder)).toBeUndefined();
  });

  test('data outlives kill -9 of the owner and of PostgreSQL; fresh empties it', async () => {
    const owner = startProgram('run-services', [JSON.stringify({ folder, ports })]);
    const killed = JSON.parse(await owner.read('services')) as Services;
    await query(killed.databaseUrl, 'create table kept (id int)');
    await startWorkflow(killed.temporalAddress, 'kept');
    process.kill(killed.postgresProcessId ?? 0, 'SIGKILL');
    owner.child.kill('SIGKILL');
    await owner.exited;

    // at once: the old servers are still on their way out
    const second = await start();
    expect(second.databaseUrl).toBe(killed.databaseUrl);
    expect(second.temporalAddress).toBe(killed.temporalAddress);
    expect(await query(second.databaseUrl, 'select * from kept')).toEqual([]);
    await expect(describeWorkflow(second.temporalAddress, 'kept')).resolves.toMatchObject({ workflowId: 'kept' });
    await expectGone(killed);
    await second.stop();

    const third = await start({ fresh: true });
    await expect(query(third.databaseUrl, 'select * from kept')).rejects.toThrow('does not exist');
    await expect(describeWorkflow(third.temporalAddress, 'kept')).rejects.toThrow('not found');
    await third.stop();
  });

  test('a server that ends by itself is told', async () => {
    const services = await start({ ui: false });
    process.kill(services.temporalProcessId ?? 0, 'SIGKILL');
    expect(await services.ended).toContain('The Temporal server has ended (SIGKILL)');
    await services.stop();
    await expectGone(services);
  });

  test.each(['Temporal 1', 'PostgreSQL at'])('an abort after "%s …" leaves no process, and the folder can be used', async (text) => {
    const controller = new AbortController();
    const report = (line: string): void => {
      if (line.startsWith(text)) controller.abort(new Error('not wanted'));
    };
    await expect(start({ report, signal: controller.signal })).rejects.toThrow('not wanted');
    for (const service of ['temporal', 'postgres']) await expect(stat(join(folder, service, 'process.json'))).rejects.toThrow('ENOENT');
    await (await start()).stop();
  });

  test('a port that is in use is not taken', async () => {
    const services = await start();
    const other = await mkdtemp(join(tmpdir(), 'durakit-development-'));
    const second = await start({ folder: other });
    expect(second.temporalAddress).not.toBe(services.temporalAddress);
    expect(second.uiUrl).not.toBe(services.uiUrl);
    expect(new URL(second.databaseUrl).port).not.toBe(new URL(services.databaseUrl).port);
    await Promise.all([services.stop(), second.stop()]);
    await rm(other, { recursive: true });
  });

  test('data of another server version is used, with a warning', async () => {
    await writeFile(join(folder, 'temporal', 'server-version'), '1.2.3');
    const lines: string[] = [];
    const services = await start({ report: (line) => lines.push(line) });
    expect(lines).toContainEqual(expect.stringContaining('made by server 1.2.3'));
    await services.stop();
  });

  test('when one of the two fails, the other does not stay', async () => {
    const version = join(folder, 'postgres', 'data', 'PG_VERSION');
    const original = await readFile(version, 'utf8');
    await writeFile(version, '12\n');
    await expect(start()).rejects.toMatchObject({ status: 'FAILED_PRECONDITION', message: expect.stringContaining('--fresh') });
    await expect(stat(join(folder, 'temporal', 'process.json'))).rejects.toThrow('ENOENT');
    await writeFile(version, original);
  });
});

describe('startPostgres', () => {
  test('works in a folder that only its owner can enter', async () => {
    const closed = await mkdtemp(join(tmpdir(), 'durakit-closed-')); // mode 0700
    const server = await startPostgres({ dataFolder: join(closed, 'postgres'), port: ports.postgres });
    expect(await query(server.databaseUrl, 'select 1 as one')).toEqual([{ one: 1 }]);
    await server.stop();
    await rm(closed, { recursive: true });
  });

  test('a server that somebody else runs is checked, not started', async () => {
    process.env['DATABASE_URL'] = 'postgres://somebody:secret@127.0.0.1:2/nothing';
    const failed = startPostgres({ dataFolder: folder });
    await expect(failed).rejects.toMatchObject({ status: 'UNAVAILABLE', message: expect.stringContaining('127.0.0.1:2/nothing') });
    await expect(failed).rejects.not.toMatchObject({ message: expect.stringContaining('secret') });
    delete process.env['DATABASE_URL'];
  });
});
