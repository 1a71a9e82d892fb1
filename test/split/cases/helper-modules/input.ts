import { genkit } from 'durakit';

const ai = genkit({});

import * as steps from './steps';
import { load, readNow } from './steps';

export const sandboxed = ai.defineFlow('sandboxed', async (path: string) => [await load(ai, path), await steps.load(ai, path)]);
export const journaled = ai.defineFlow('journaled', async (path: string) => readNow(path));
export const namespaced = ai.defineFlow('namespaced', async (path: string) => steps.readNow(path));
