import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** The app's module, or several: paths from the working directory, or URLs (`new URL('../app.ts', import.meta.url)`). */
export type AppFiles = string | URL | readonly (string | URL)[];

/** Absolute paths. */
export function toAppFiles(app: AppFiles): string[] {
  return [app].flat().map((file) => (file instanceof URL ? fileURLToPath(file) : path.resolve(file)));
}
