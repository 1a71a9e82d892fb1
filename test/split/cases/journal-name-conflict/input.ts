import { genkit } from 'durakit';

const ai = genkit({});

import { use } from './use';

const unit = 'kg';

export const flow = ai.defineFlow('flow', async (amount: number) => {
  const label = () => `${amount} ${unit}`;
  {
    const unit = 'lb';
    return ai.run('print', async () => use(label(), unit));
  }
});
