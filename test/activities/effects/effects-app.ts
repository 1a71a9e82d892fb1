import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { durakit, z } from 'durakit';

/**
 * A refund that must never happen twice. `<file>` is the bank's ledger; `<file>.release` lets held calls go on; with `<file>.closed` the
 * bank tells nothing.
 */
const ai = durakit({ name: 'effects', steps: { heartbeat: '2s', retry: { initialInterval: 50, backoff: 1 } } });

const Order = z.object({ file: z.string(), hold: z.enum(['before', 'after', 'never']), fails: z.boolean().optional() });
type Order = z.infer<typeof Order>;

const write = (file: string, line: string): void => appendFileSync(file, `${line}\n`);

async function hold(file: string, abortSignal: AbortSignal): Promise<void> {
  write(file, 'holds');
  while (!existsSync(`${file}.release`)) await delay(20, undefined, { signal: abortSignal });
}

async function pay(order: Order, { callId, abortSignal }: { callId: string; abortSignal: AbortSignal }): Promise<{ receipt: string }> {
  write(order.file, 'begins');
  if (order.hold === 'before') await hold(order.file, abortSignal);
  if (order.fails === true) throw new Error('the bank is closed');
  write(order.file, `refunded ${callId}`);
  if (order.hold === 'after') await hold(order.file, abortSignal);
  return { receipt: callId };
}

const refund = ai.defineTool(
  {
    name: 'refund',
    effects: 'once',
    inputSchema: Order,
    outputSchema: z.object({ receipt: z.string() }),
    reconcile: ({ file }, { callId }) => {
      write(file, 'reconciles');
      if (existsSync(`${file}.closed`)) throw new Error('the bank is closed');
      const isDone = readFileSync(file, 'utf8').includes(`refunded ${callId}`);
      return isDone ? { state: 'done', output: { receipt: callId } } : { state: 'not-done' };
    },
  },
  pay,
);

const blindRefund = ai.defineTool(
  { name: 'blindRefund', effects: 'once', inputSchema: Order, outputSchema: z.object({ receipt: z.string() }) },
  pay,
);

const asking = ai.defineTool({ name: 'asking', effects: 'once', inputSchema: z.string() }, (file, { interrupt, resumed }) => {
  write(file, 'begins');
  return resumed === undefined ? interrupt({ question: 'sure?' }) : 'sure';
});

/** Calls the tool that it is asked for, then says what that gave. */
const clerk = ai.defineModel({ name: 'clerk', supports: { tools: true } }, (request) => {
  const given = request.messages.flatMap(({ content }) =>
    content.flatMap((part) => ('toolResponse' in part ? [part.toolResponse.output] : [])),
  );
  const [asked] = request.messages.flatMap(({ content }) => content.flatMap((part) => ('text' in part ? [part.text] : [])));
  const [name = '', input = ''] = (asked ?? '').split(' ', 2);
  const content =
    given.length > 0 ? [{ text: JSON.stringify(given[0]) }] : [{ toolRequest: { name, ref: '1', input: JSON.parse(input) as unknown } }];
  return { message: { role: 'model', content }, finishReason: 'stop' };
});

export const direct = ai.defineFlow('direct', async (order: Order) => await refund(order));

export const inStep = ai.defineFlow('inStep', async (order: Order) => {
  return await ai.run('pay and note', async (_input, { abortSignal }) => {
    const paid = await refund({ ...order, hold: 'never' });
    await hold(order.file, abortSignal);
    return paid;
  });
});

export const unregistered = ai.defineFlow('unregistered', async (order: Order) => {
  const local = ai.dynamicTool(
    { name: 'local', effects: 'once', inputSchema: Order },
    async (_input, surroundings) => await pay(order, surroundings),
  );
  const paid: unknown = await local(order);
  return paid;
});

export const journaled = ai.defineFlow({ name: 'journaled', durability: 'journal' }, async (order: Order) => {
  const first = await refund({ ...order, hold: 'never' });
  const second = await refund({ ...order, hold: 'never' });
  return [first, second, await refund(order)];
});

interface Wish {
  readonly tool: string;
  readonly input: unknown;
}

export const answered = ai.defineFlow('answered', async (wish: Wish) => await converse(wish));

export const answeredJournaled = ai.defineFlow(
  { name: 'answeredJournaled', durability: 'journal' },
  async (wish: Wish) => await converse(wish),
);

async function converse({ tool, input }: Wish): Promise<string> {
  const options = { model: clerk, tools: [blindRefund, asking] };
  const first = await ai.generate({ ...options, prompt: `${tool} ${JSON.stringify(input)}` });
  if (first.interrupts.length === 0) return first.text;
  const resume = await ai.waitForReply(first.interrupts);
  return (await ai.generate({ ...options, messages: first.messages, resume })).text;
}
