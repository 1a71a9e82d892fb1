import { statSync } from 'node:fs';
import { UsageError } from './usage-error.ts';

/** Throws a usage error for a file that is not there, before anything is started. */
export function checkFiles(files: readonly string[], { what, example }: { what: string; example: string }): void {
  for (const file of files) {
    if (statSync(file, { throwIfNoEntry: false })?.isFile() !== true) {
      throw new UsageError(`There is no file ${file}. Give the path of ${what}, from here (${process.cwd()}).`, example);
    }
  }
}
