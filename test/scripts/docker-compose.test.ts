import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { parse } from 'yaml';

interface Service {
  readonly image: string;
  readonly environment: Record<string, string>;
  readonly ports?: readonly string[];
  readonly volumes?: readonly string[];
  readonly depends_on?: Record<string, { readonly condition: string }>;
  readonly healthcheck?: unknown;
}

const root = new URL('../../', import.meta.url);
const read = (path: string): unknown => parse(readFileSync(new URL(path, root), 'utf8'), { strict: true, uniqueKeys: true });
const { services, volumes } = read('docker-compose.yml') as { services: Record<string, Service>; volumes: Record<string, unknown> };
const all = Object.entries(services);

describe('docker-compose.yml', () => {
  test('starts Temporal, its UI and two databases', () => {
    expect(Object.keys(services).sort()).toEqual(['postgres', 'temporal', 'temporal-postgres', 'temporal-ui']);
  });

  test.each(all)('%s has a pinned image and ports on this machine only', (_, { image, ports = [] }) => {
    expect(image).toMatch(/^[a-z/-]+:\d+\.\d+(\.\d+)?$/);
    for (const port of ports) expect(port).toMatch(/^127\.0\.0\.1:\$\{[A-Z_]+:-\d+\}:\d+$/);
  });

  test.each(all)('%s waits for services that exist and say when they are ready', (_, { depends_on: dependencies = {} }) => {
    for (const [name, { condition }] of Object.entries(dependencies)) {
      expect(condition).toBe('service_healthy');
      expect(services[name]?.healthcheck).toBeDefined();
    }
  });

  test.each(all)('%s mounts declared volumes and files of the repository', (_, { volumes: mounts = [] }) => {
    for (const mount of mounts) {
      const source = mount.slice(0, mount.indexOf(':'));
      expect(source.startsWith('./') ? existsSync(new URL(source, root)) : Object.hasOwn(volumes, source)).toBe(true);
    }
  });

  test('Temporal reads the mounted dynamic configuration and finds its database', () => {
    const { environment, volumes: mounts = [] } = services['temporal'] as Service;
    expect(mounts).toContainEqual(expect.stringContaining(`:/etc/temporal/${environment['DYNAMIC_CONFIG_FILE_PATH'] ?? ''}:ro`));
    expect(services).toHaveProperty([environment['POSTGRES_SEEDS'] ?? '']);
  });

  test('the dynamic configuration lifts the poll limits of all queues', () => {
    const configuration = read('docker/temporal-dynamic-config.yaml') as Record<string, { value: unknown }[]>;
    for (const queue of ['transfer', 'timer', 'visibility']) {
      expect(configuration[`history.${queue}ProcessorMaxPollRPS`]).toEqual([{ value: 10_000 }]);
    }
  });
});
