import { readFile } from 'node:fs/promises';
export function deep(engine, path) {
  return engine.run('deep', () => readFile(path));
}
export const raw = (path) => readFile(path);
