import type { GenerateRequest, GenerateResponseData, Part } from 'durakit/schemas';

/** What a real model would do with a complaint: propose a refund, then write to the customer. */
export async function pretend({ messages }: GenerateRequest): Promise<GenerateResponseData> {
  const answer = messages.flatMap(({ content }) => content).find((part) => 'toolResponse' in part)?.toolResponse.output as
    Answer | undefined;
  if (answer === undefined) return say({ toolRequest: { name: 'approveRefund', input: { order: 'A-1001', amount: 40 } } });
  if (answer.approved) return say({ text: 'We are sorry about the soup. You get 40 € back.' });
  return say({ text: `We are sorry about the soup, and cannot give you a refund: ${answer.reason ?? 'the rules'}.` });
}

interface Answer {
  readonly approved: boolean;
  readonly reason?: string;
}

const say = (part: Part): GenerateResponseData => ({ message: { role: 'model', content: [part] }, finishReason: 'stop' });
