import { durakit, InMemorySessionStore, z } from 'durakit';
import { agents } from 'durakit/middleware';

/** Agents whose tool asks before it tells in whose name it runs. */
export const ai = durakit({ name: 'asking' });

const textOf = (content: readonly object[] = []): string => content.map((part) => ('text' in part ? String(part.text) : '')).join('');
const toModel = (content: ({ text: string } | { toolRequest: { name: string; ref: string; input: object } })[]) => ({
  message: { role: 'model' as const, content },
  finishReason: 'stop' as const,
});

const model = ai.defineModel({ name: 'asker', supports: { tools: true, multiturn: true } }, async ({ messages }) => {
  const last = messages.at(-1);
  if (last?.role === 'tool') {
    return toModel([{ text: last.content.map((part) => ('toolResponse' in part ? String(part.toolResponse.output) : '')).join() }]);
  }
  const said = textOf(last?.content);
  return toModel(said === 'who' ? [{ toolRequest: { name: 'who', ref: '1', input: {} } }] : [{ text: `heard ${said}` }]);
});
const inputSchema = z.object({});
const outputSchema = z.string();
const who = ai.defineTool({ name: 'who', description: 'who asks', inputSchema, outputSchema }, async (_input, call) => {
  if (call.resumed === undefined) call.interrupt({ sure: false });
  return JSON.stringify(call.context);
});
export const asker = ai.defineAgent({ name: 'asker', model, tools: [who], store: new InMemorySessionStore() });

const manager = ai.defineModel({ name: 'asking-manager', supports: { tools: true, multiturn: true } }, async ({ messages }) => {
  const last = messages.at(-1);
  if (last?.role !== 'tool') return toModel([{ toolRequest: { name: 'delegate_to_asker', ref: 'x', input: { task: 'who' } } }]);
  return toModel([{ text: JSON.stringify(last.content) }]);
});
export const chief = ai.defineAgent({
  name: 'chief',
  model: manager,
  store: new InMemorySessionStore(),
  use: [agents({ agents: [asker] })],
});
