import type { GenerateOptions } from 'durakit';
import { ai, script } from './ai.ts';

/** Asked for by the scripts of several areas. */
export const echoTool = ai.defineTool({ name: 'generateEcho', description: 'says it again' }, async (input: unknown) => input);

/** The whole response of the scripted model, as JSON. */
export const generateScript = ai.defineFlow('generateScript', async (options: GenerateOptions) =>
  (await ai.generate({ model: script, prompt: 'go', tools: [echoTool], ...options })).toJSON(),
);
