export { main } from './main';
export { helper as renamed } from './pick-dish.js';
