import { ai, second } from './a';
import { deep, raw } from './c';

export const third = ai.defineFlow('third', async (path: string) => [await second(path), await deep(ai, path)]);
export const fourth = ai.defineFlow('fourth', async (path: string) => raw(path));
