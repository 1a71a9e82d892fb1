import { durakit } from 'durakit';
const ai = durakit();
const refund = ai.defineTool({
  name: 'refund',
  effects: 'once'
});
export const complaint = ai.defineFlow('complaint', async (order: string) => await refund({
  order
}));
