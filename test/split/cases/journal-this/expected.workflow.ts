import { genkit } from 'durakit';
const ai = genkit();
class Service {
  pool;
  count = 0;
  #secret = 'x';
  flow = ai.defineFlow({
    name: 'service',
    durability: 'journal'
  });
  state = ai.defineFlow({
    name: 'state',
    durability: 'journal'
  });
}
export const service = new Service();
