import { genkit } from 'durakit';
import { connect } from './database';

const { run, defineTool: dt, defineFlow } = genkit({});

dt({ name: 'lookUp', description: 'finds a row' }, async (id) => connect().find(id));

export const lookUp = defineFlow({ name: 'look-up' }, async (id: string) => {
  return run('find', async () => connect().find(id));
});
