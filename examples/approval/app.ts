import { durakit, z } from 'durakit';
import { pretend } from './pretend.ts';

const ai = durakit({ name: 'approval' });

/** Needs no key. A vendor's goes here as well: `openai.model('gpt-5-mini')`. */
const model = ai.defineModel({ name: 'pretend', supports: { tools: true } }, pretend);

/** A tool that asks a person. The output schema is that of the answer: what does not fit is refused. */
const approveRefund = ai.defineInterrupt({
  name: 'approveRefund',
  description: 'Asks the manager whether a refund may be paid',
  inputSchema: z.object({ order: z.string(), amount: z.number() }),
  outputSchema: z.object({ approved: z.boolean(), reason: z.string().optional() }),
});

export const refund = ai.defineFlow({ name: 'refund', inputSchema: z.object({ complaint: z.string() }) }, async ({ complaint }) => {
  const tools = [approveRefund];
  let response = await ai.generate({ model, prompt: complaint, tools });
  while (response.interrupts.length > 0) {
    // no process holds this wait: the answer may come after a deploy, a crash, a weekend
    const resume = await ai.waitForReply(response.interrupts, { timeout: '7d' });
    response = await ai.generate({ model, messages: response.messages, tools, resume });
  }
  return response.text;
});
