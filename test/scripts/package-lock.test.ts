import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';

interface LockedPackage {
  readonly version?: string;
  readonly dependencies?: Record<string, string>;
  readonly devDependencies?: Record<string, string>;
  readonly optionalDependencies?: Record<string, string>;
}

const read = (path: string): string => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');
const lockText = read('package-lock.json');
const { packages } = JSON.parse(lockText) as { packages: Record<string, LockedPackage> };
const manifest = JSON.parse(read('package.json')) as Required<LockedPackage>;

/** Looks for a package from the folder of another one upwards, as Node does. */
function isFound(name: string, from: string): boolean {
  if (Object.hasOwn(packages, `${from === '' ? '' : `${from}/`}node_modules/${name}`)) return true;
  if (from === '') return false;
  const above = from.slice(0, Math.max(from.lastIndexOf('node_modules/') - 1, 0));
  return isFound(name, above);
}

test('every dependency of every package is locked, also those for other platforms', () => {
  // a registry that lacks one platform's package lets `npm install` write a lock file that `npm ci` refuses everywhere
  const missing = Object.entries(packages).flatMap(([path, { dependencies, devDependencies, optionalDependencies }]) =>
    Object.keys({ ...dependencies, ...optionalDependencies, ...(path === '' && devDependencies) })
      .filter((name) => !isFound(name, path))
      .map((name) => `${path} needs ${name}`),
  );
  expect(missing).toEqual([]);
});

test('the lock file names no registry', () => {
  expect(lockText).not.toContain('"resolved"');
});

test('package.json asks for exact versions, and the lock file has them', () => {
  for (const kind of ['dependencies', 'devDependencies'] as const) {
    expect(packages['']?.[kind]).toEqual(manifest[kind]);
    for (const [name, version] of Object.entries(manifest[kind])) {
      expect(version).toMatch(/^\d+\.\d+\.\d+(-[\w.]+)?$/);
      expect(packages[`node_modules/${name}`]?.version).toBe(version);
    }
  }
});
