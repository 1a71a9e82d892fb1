import { readFile } from 'node:fs/promises';
export async function pure(text: string) {
  return text.trim();
}
export async function reads(path: string) {
  return readFile(path, 'utf8');
}
