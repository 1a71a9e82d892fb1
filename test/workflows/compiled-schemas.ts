import { createRequire } from 'node:module';
import vm from 'node:vm';
import type { JsonSchema } from '../../schemas/json-schema.ts';
import { compileValidators } from '../../workers/compile-validators.ts';
import type { BundleManifest } from '../../workflows/bundle-manifest.ts';

/** The validators as the bundle has them: the worker's code, evaluated. */
export function compiledSchemas(schemas: Readonly<Record<string, JsonSchema | undefined>>): BundleManifest['validators'] {
  return evaluateValidators(compileValidators([], schemas));
}

/** Runs the CommonJS module that `compileValidators` writes. */
export function evaluateValidators(code: string): BundleManifest['validators'] {
  const module: { exports: BundleManifest['validators'] } = { exports: {} };
  const run = vm.runInThisContext(`(function (module, exports, require) { ${code}\n})`) as (...given: unknown[]) => void;
  run(module, module.exports, createRequire(import.meta.url));
  return module.exports;
}
