export { main } from './main';
export { helper as renamed } from './helper.js';
