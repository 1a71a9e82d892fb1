import { readFileSync } from 'node:fs';

export const fromFile = (file: string) => JSON.parse(readFileSync(file, 'utf8'));
