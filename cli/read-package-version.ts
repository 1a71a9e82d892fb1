import { readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';

const PackageSchema = z.object({ name: z.string(), version: z.string() });

/** The version of this package. Its package.json lies above the sources and above dist/. */
export function readPackageVersion(): string {
  for (let folder = path.dirname(fileURLToPath(import.meta.url)); folder !== path.dirname(folder); folder = path.dirname(folder)) {
    const found = readPackage(path.join(folder, 'package.json'));
    if (found?.name === 'durakit') return found.version;
  }
  return 'unknown';
}

function readPackage(file: string): z.infer<typeof PackageSchema> | undefined {
  try {
    return PackageSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    return undefined;
  }
}
