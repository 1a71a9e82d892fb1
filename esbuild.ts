/**
 * For those who bundle their worker themselves.
 * @module
 */
export { durakitSplit, type DurakitSplitOptions } from './workers/programs/durakit-split.ts';
