import { genkit } from 'durakit';

const ai = genkit({});

import { Pool } from 'pg';

class Service {
  pool = new Pool();
  count = 0;
  #secret = 'x';

  flow = ai.defineFlow('service', async (id: string) => {
    await ai.run('query', __durakitJournaledStep(async () => this.pool.query(id), { passed: () => ({ 'this.pool': this.pool }) }));
    await ai.run('secret', async () => this.#secret);
    await ai.run('self', async () => JSON.stringify(this));
    return ai.run('count', __durakitJournaledStep(async () => {
      this.count++;
      return this.count;
    }, { changed: () => ({ 'this.count': this.count }), write: (__durakitWritten) => { ({ 'this.count': this.count } = __durakitWritten); } }));
  });

  state = ai.defineFlow('state', async () => {
    this.count += 1;
  });
}

export const service = new Service();
import { journaledStep as __durakitJournaledStep } from 'durakit/split-runtime';
