import { expect, test } from '@jest/globals';
import { compileValidators } from '../../workers/compile-validators.ts';
import { setBundleManifest } from '../../workflows/bundle-manifest.ts';
import { sandboxSchemas } from '../../workflows/sandbox-schemas.ts';
import { evaluateValidators } from './compiled-schemas.ts';

test("two apps that share a tool's name each have their own validator", () => {
  const engineWith = (type: string) => ({
    registry: { list: () => [{ key: '/tool/ask', type: 'tool', name: 'ask', outputSchema: { type } }] },
  });
  const engines = [engineWith('string'), engineWith('number')] as unknown as Parameters<typeof compileValidators>[0];
  setBundleManifest({ validators: evaluateValidators(compileValidators(engines)), schemas: {}, unreadableSchemas: {}, apps: [] });
  const check = (type: string, data: unknown) => () => sandboxSchemas.check({ key: '/tool/ask', side: 'output', schema: { type }, data });
  expect(check('string', 'yes')).not.toThrow();
  expect(check('number', 1)).not.toThrow();
  expect(check('string', 1)).toThrow('must be string');
  expect(check('number', 'yes')).toThrow('must be number');
});
