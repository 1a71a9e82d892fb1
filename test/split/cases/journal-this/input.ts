import { genkit } from 'durakit';

const ai = genkit({});

import { Pool } from 'pg';

class Service {
  pool = new Pool();
  count = 0;
  #secret = 'x';

  flow = ai.defineFlow('service', async (id: string) => {
    await ai.run('query', async () => this.pool.query(id));
    await ai.run('secret', async () => this.#secret);
    await ai.run('self', async () => JSON.stringify(this));
    return ai.run('count', async () => {
      this.count++;
      return this.count;
    });
  });

  state = ai.defineFlow('state', async () => {
    this.count += 1;
  });
}

export const service = new Service();
