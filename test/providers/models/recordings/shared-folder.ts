import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../../../', import.meta.url));

/**
 * The folder with recorded vendor sessions (`fixtures/`) and the vendors' API descriptions (`specs/`): `DURAKIT_SHARED`, else `../shared`
 * beside the repository. Throws where it is not there: tests that need it cannot pass without.
 */
export function findSharedFolder(): string {
  const folder = resolve(root, process.env['DURAKIT_SHARED'] ?? '../shared');
  if (existsSync(resolve(folder, 'fixtures')) && existsSync(resolve(folder, 'specs'))) return folder;
  throw new Error(
    `There are no recorded vendor sessions in ${folder}. Put the folder "shared" (with fixtures/ and specs/) beside the repository, ` +
      'or set DURAKIT_SHARED to where it is.',
  );
}
