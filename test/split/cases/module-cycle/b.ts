import { ai } from './a';
import { deep } from './c';
export const second = ai.defineFlow('second', async (text: string) => deep(ai, text));
