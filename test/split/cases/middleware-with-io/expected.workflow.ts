import { genkit } from 'genkit/beta';
import './remote';
const ai = genkit();
export const logging = ai.defineMiddleware({
  name: 'logging'
});
const plain = ai.defineMiddleware({
  name: 'plain'
}, () => ({
  model: async (request, context, next) => next(request)
}));
export const logged = ai.defineFlow({
  name: 'logged',
  durability: 'journal'
});
export const written = ai.defineFlow({
  name: 'written',
  durability: 'journal'
});
export const inline = ai.defineFlow({
  name: 'inline',
  durability: 'journal'
});
export const far = ai.defineFlow({
  name: 'far',
  durability: 'journal'
});
export const other = ai.defineFlow('other', async (prompt: string) => ai.generate({
  prompt,
  use: [plain()]
}));
