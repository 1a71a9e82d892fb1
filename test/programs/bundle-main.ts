/** Bundles the app of its argument, and prints the packages in the bundle and what came with it. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { bundleApp } from '../../workers/bundle-app.ts';
import { loadApp } from '../../workers/load-app.ts';
import { readSchemas } from '../../workers/create-manifest-code.ts';
import { registeredSchemas } from '../../engine/registered-schemas.ts';
import { compileValidators } from '../../workers/compile-validators.ts';
import { evaluateValidators } from '../workflows/compiled-schemas.ts';

const folder = await mkdtemp(path.join(tmpdir(), 'durakit-bundle-'));
const loaded = await loadApp(process.argv[2] ?? '');
const { code } = await bundleApp({ ...loaded, dataFolder: folder });
const { schemas } = readSchemas(registeredSchemas());
const engines = loaded.apps.map(({ engine }) => engine);
const validators = evaluateValidators(compileValidators(engines, schemas));
const packages = [...code.matchAll(/"\.[^"]*\/node_modules\/((?:@[^/"]+\/)?[^/"]+)\//g)].map((found) => found[1]);
console.log(
  JSON.stringify({
    packages: [...new Set(packages)].sort(),
    hasSchema: code.includes('"/schema/menu/1": {"type":"object"'),
    schemas,
    validators: Object.keys(validators),
  }),
);
await rm(folder, { recursive: true });
process.exit();
