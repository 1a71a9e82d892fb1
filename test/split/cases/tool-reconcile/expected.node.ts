import { durakit, z } from 'durakit';
import { Bank } from './bank';

const ai = durakit();
const bank = new Bank();

const refund = ai.defineTool(
  {
    name: 'refund',
    effects: 'once',
    inputSchema: z.object({ order: z.string() }),
    reconcile: async (_input, { callId }) => ((await bank.has(callId)) ? { state: 'done', output: callId } : { state: 'not-done' }),
  },
  async ({ order }, { callId }) => await bank.refund(order, callId),
);

export const complaint = ai.defineFlow('complaint', async (order: string) => await refund({ order }));
