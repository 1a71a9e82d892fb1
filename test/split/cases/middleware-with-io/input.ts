import { appendFile } from 'node:fs/promises';
import { genkit } from 'genkit/beta';
import { remote } from './remote';

const ai = genkit({});

export const logging = ai.defineMiddleware({ name: 'logging' }, () => ({
  model: async (request, context, next) => {
    await appendFile('log.txt', JSON.stringify(request));
    return next(request);
  },
}));
const plain = ai.defineMiddleware({ name: 'plain' }, () => ({ model: async (request, context, next) => next(request) }));
const writing = async (request, next) => {
  await appendFile('log.txt', 'x');
  return next(request);
};

export const logged = ai.defineFlow('logged', async (prompt: string) => ai.generate({ prompt, use: [logging()] }));
export const written = ai.defineFlow('written', async (prompt: string) => ai.generate({ prompt, use: [writing] }));
export const inline = ai.defineFlow('inline', async (prompt: string) =>
  ai.generate({ prompt, use: [async (request, next) => (await appendFile('log.txt', 'x'), next(request))] }),
);
export const far = ai.defineFlow('far', async (prompt: string) => ai.generate({ prompt, use: [remote()] }));
export const other = ai.defineFlow('other', async (prompt: string) => ai.generate({ prompt, use: [plain()] }));
