export { menu } from './menu.ts';
export { format } from './format.ts';
export type { Dish } from './menu.ts';
