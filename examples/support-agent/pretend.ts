import type { GenerateRequest, GenerateResponseData, MessageData, Part } from 'durakit/schemas';

/** What a real model would do as either of the agents, which it knows by their tools. */
export async function pretend({ messages, tools = [] }: GenerateRequest): Promise<GenerateResponseData> {
  const turn = messages.slice(messages.findLastIndex(({ role }) => role === 'user'));
  const [id] = /[A-Z]-\d+/.exec(messages.map(toText).join(' ')) ?? [];
  const isBilling = tools.some(({ name }) => name === 'refund');
  if (id === undefined) return say({ text: 'Hello! Which order is it about?' });
  return isBilling ? asBilling(turn, id) : asSupport(turn, id);
}

function asBilling(turn: readonly MessageData[], order: string): GenerateResponseData {
  const payment = outputOf(turn, 'refund') as { approved: boolean } | undefined;
  if (payment === undefined) return say(call('refund', { order, amount: 40 }));
  return say({ text: payment.approved ? `40 € are paid back for ${order}.` : `Nobody agreed to pay ${order} back.` });
}

function asSupport(turn: readonly MessageData[], id: string): GenerateResponseData {
  const isAboutMoney = /money|refund/i.test(turn[0] === undefined ? '' : toText(turn[0]));
  const order = outputOf(turn, 'order') as { dish: string; amount: number } | undefined;
  if (!isAboutMoney) {
    if (order === undefined) return say(call('order', { id }));
    return say({ text: `${id} was ${order.dish} for ${order.amount} €. We are sorry. Do you want your money back?` });
  }
  const handed = outputOf(turn, 'delegate_to_billing') as { response: string } | undefined;
  if (handed === undefined) return say(call('delegate_to_billing', { task: `Pay back order ${id}: the soup was cold.` }));
  if (outputOf(turn, 'write_artifact') === undefined) {
    return say(call('write_artifact', { name: `case-${id}.md`, content: `# ${id}\n\nThe soup was cold. ${handed.response}` }));
  }
  return say({ text: `${handed.response} Your case is closed.` });
}

function outputOf(turn: readonly MessageData[], tool: string): unknown {
  const responses = turn.flatMap(({ content }) => content.flatMap((part) => ('toolResponse' in part ? [part.toolResponse] : [])));
  return responses.find(({ name }) => name === tool)?.output;
}

const toText = ({ content }: MessageData): string => content.map((part) => ('text' in part ? part.text : '')).join('');
const call = (name: string, input: unknown): Part => ({ toolRequest: { name, ref: '1', input } });
const say = (part: Part): GenerateResponseData => ({ message: { role: 'model', content: [part] }, finishReason: 'stop' });
