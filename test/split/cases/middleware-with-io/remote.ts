import { genkit } from 'genkit/beta';
import { Client } from 'pg';

const ai = genkit({});
const client = new Client();

export const remote = ai.defineMiddleware({ name: 'remote' }, () => ({
  generate: async (envelope, context, next) => {
    await client.query('insert');
    return next(envelope);
  },
}));
