import { durakit, InMemorySessionStore, z } from 'durakit';
import { agents, artifacts } from 'durakit/middleware';
import { findOrder, payBack } from './orders.ts';
import { pretend } from './pretend.ts';

const ai = durakit({ name: 'support-agent' });

/** Needs no key. A vendor's goes here as well: `openai.model('gpt-5-mini')`. */
const model = ai.defineModel({ name: 'pretend', supports: { tools: true, multiturn: true, systemRole: true } }, pretend);

const order = ai.defineTool(
  { name: 'order', description: 'Looks up an order', inputSchema: z.object({ id: z.string() }), effects: 'read' },
  async ({ id }) => await findOrder(id),
);

/** Asks before it pays, and is never run twice: the call's id is the bank's reference. */
const refund = ai.defineTool(
  {
    name: 'refund',
    description: 'Pays an order back, if a person agrees',
    inputSchema: z.object({ order: z.string(), amount: z.number() }),
    outputSchema: z.object({ approved: z.boolean(), receipt: z.string().optional() }),
    effects: 'once',
  },
  async (payment, { interrupt, resumed, callId }) => {
    if (resumed === undefined) interrupt({ question: `Pay ${payment.amount} € back for ${payment.order}?` });
    return { approved: true, receipt: await payBack(payment, callId) };
  },
);

// in durable mode the conversations are in Postgres
ai.defineAgent({
  name: 'billing',
  description: 'Refunds and invoices.',
  model,
  system: 'You handle money. Pay back what the task asks for.',
  tools: [refund],
  store: new InMemorySessionStore(),
});

export const support = ai.defineAgent({
  name: 'support',
  description: 'The first whom a customer talks to.',
  model,
  system: 'Help the customer. Money is the business of billing. Write a summary of each case that is closed.',
  tools: [order],
  use: [agents({ agents: ['billing'] }), artifacts()],
  store: new InMemorySessionStore(),
});
