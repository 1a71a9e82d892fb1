import type { GenerateRequest, GenerateResponseData, Part } from 'durakit/schemas';

/** What a real model would do with these tools: look around, all at once; then book; then tell. */
export async function pretend({ messages }: GenerateRequest): Promise<GenerateResponseData> {
  const rounds = messages.filter(({ role }) => role === 'tool');
  const [around, booking] = rounds.map(({ content }) =>
    content.flatMap((part) => ('toolResponse' in part ? [part.toolResponse.output] : [])),
  );
  if (around === undefined) {
    return say(call('weather', { city: 'Lisbon' }), call('weather', { city: 'Atlantis' }), call('dishes', { vegetarian: true }));
  }
  if (booking === undefined) return say(call('bookTable', { time: '20:00', people: 4 }));
  const [lisbon, atlantis, dishes] = around;
  return say({
    text: `Lisbon has ${String(lisbon)}, Atlantis ${JSON.stringify(atlantis)}. You have ${String(booking[0])}, with ${String(dishes)}.`,
  });
}

const call = (name: string, input: unknown): Part => ({ toolRequest: { name, input } });
const say = (...content: Part[]): GenerateResponseData => ({ message: { role: 'model', content }, finishReason: 'stop' });
