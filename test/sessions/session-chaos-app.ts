import { durakit, InMemorySessionStore } from 'durakit';

/** An agent for a test that kills workers: a step that dies with its worker is soon taken over, and may die often. */
export const ai = durakit({
  name: 'session-chaos',
  steps: { heartbeat: '2s', retry: { maxAttempts: 50, initialInterval: '200ms', maxInterval: '2s' } },
});

/** Answers `<n>:<what was said>`, where n counts the user's messages, and leaves a line for each call. */
const model = ai.defineModel({ name: 'witness', supports: { multiturn: true } }, async ({ messages }) => {
  const said = messages
    .filter(({ role }) => role === 'user')
    .map(({ content }) => content.map((part) => ('text' in part ? part.text : '')).join(''));
  const last = said.at(-1) ?? '';
  process.getBuiltinModule('node:fs').appendFileSync(process.env['MODEL_CALLS'] ?? '', `${last}\n`);
  return { message: { role: 'model', content: [{ text: `${said.length}:${last}` }] }, finishReason: 'stop' };
});

export const witness = ai.defineAgent({ name: 'witness', model, system: 'You are a witness.', store: new InMemorySessionStore() });
