import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

export interface Dish {
  name: string;
}

export function loadDishes(): Dish[] {
  return JSON.parse(readFileSync(fileURLToPath(new URL('./dishes.json', import.meta.url)), 'utf8')) as Dish[];
}
