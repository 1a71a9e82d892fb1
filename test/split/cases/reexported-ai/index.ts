export { default as engine } from './ai';
export * from './tools';
