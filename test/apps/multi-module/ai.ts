import { durakit } from 'durakit';

export const ai = durakit({ name: 'multi-module' });
export default ai;
