import { expect, test } from '@jest/globals';
import { trimSourceMap } from '../../workers/trim-source-map.ts';

const MARK = '//# sourceMappingURL=data:application/json;charset=utf-8;base64,';
const encode = (map: object): string => `const a = 1;\n${MARK}${Buffer.from(JSON.stringify(map)).toString('base64')}`;

test('leaves out the texts of libraries and keeps the mappings', () => {
  const map = { version: 3, sources: ['/app.ts', '/node_modules/long.js'], sourcesContent: ['app', 'long'], mappings: 'AAAA' };
  const trimmed = trimSourceMap(encode(map), (source) => source === '/app.ts');
  expect(trimmed).toBe(encode({ ...map, sourcesContent: ['app', null] }));
});

test('leaves code without an inline map as it is', () => {
  expect(trimSourceMap('const a = 1;', () => false)).toBe('const a = 1;');
});
