import './flows/index.js';
export * from './flows/index.js';
