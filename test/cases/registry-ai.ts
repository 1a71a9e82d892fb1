import { durakit, z } from 'durakit';
import { embedder, genkitPlugin, genkitPluginV2, model, modelActionMetadata } from 'durakit/plugin';
import type { GenerateResponseData } from 'durakit/schemas';
import { repeat, speak } from './model-runners.ts';

/** A model that says one thing. */
export const says = (text: string) => async (): Promise<GenerateResponseData> => ({
  message: { role: 'model', content: [{ text }] },
  finishReason: 'stop',
});

let started = 0;
/** How often the first plugin was started in this process. */
export const countStarts = (): number => started;

const first = genkitPlugin(
  'registryFirst',
  async (own) => {
    started++;
    own.defineModel({ name: 'registryFirst/fixed' }, says('first, fixed'));
    own.defineTool({ name: 'registryFirst/tool', description: 'of a plugin' }, async (input: unknown) => ({ plugin: input }));
  },
  async (own, type, target) => {
    if (type === 'model' && target.startsWith('made-')) own.defineModel({ name: `registryFirst/${target}` }, says(`first, ${target}`));
  },
  async () => [modelActionMetadata({ name: 'registryFirst/made-listed' })],
);
/** A plugin of the second form. */
export const second = genkitPluginV2({
  name: 'registrySecond',
  init: async () => [
    model({ name: 'fixed' }, says('second, fixed')),
    model({ name: 'registrySecond/whole' }, says('second, whole')),
    embedder({ name: 'embedder' }, async (documents) => ({ embeddings: documents.map(({ text }) => ({ embedding: [text.length] })) })),
  ],
  resolve: async (type, name) =>
    type === 'model' && name.startsWith('made-')
      ? model({ name, configSchema: z.object({ n: z.number() }).partial() }, says(`second, ${name}`))
      : undefined,
  list: async () => [modelActionMetadata({ name: 'made-listed', info: { label: 'Listed' } })],
});
/** The one `ai` of this area, with its plugins. */
export const ai = durakit({
  name: 'registry-cases',
  plugins: [first, second],
  context: { app: 'registry', level: 'app' },
  steps: { retry: { maxAttempts: 1 } },
});
const supports = { tools: true, multiturn: true, systemRole: true };
/** The scripted model. */
export const script = ai.defineModel({ name: 'registryScript', supports }, speak);
/** The model that says what it was asked. */
export const own = ai.defineModel({ name: 'registryMirror', supports }, repeat);
