import { genkit, z, modelRef } from 'genkit';
import { client } from './client';
import { render } from './render';

const ai = genkit({});
const Query = ai.defineSchema('Query', z.object({ text: z.string() }));
const shared = { name: 'shared', inputSchema: Query };

export const search = ai.defineTool({ name: 'search', description: 'searches', inputSchema: Query, outputSchema: z.string() }, async (input) => client.search(input));
export const sharedTool = ai.defineTool(shared, async () => client.shared());
ai.defineModel({ name: 'echo', configSchema: z.object({}), supports: { tools: true } }, async (request) => client.echo(request));
ai.defineBackgroundModel({ name: 'film', start: async (request) => client.start(request), check: client.check, cancel(operation) { return client.cancel(operation); } });
ai.defineEmbedder({ name: 'embed' }, async (documents) => client.embed(documents));
ai.defineRetriever({ name: 'retrieve', configSchema: z.number() }, async (query) => client.retrieve(query));
ai.defineSimpleRetriever({ name: 'simple', content: (row) => render(row), metadata: ['id'] }, async () => client.rows());
ai.defineIndexer({ name: 'index' }, async (documents) => client.index(documents));
ai.defineReranker({ name: 'rerank' }, async (query, documents) => client.rerank(query, documents));
ai.defineEvaluator({ name: 'judge', displayName: 'Judge', definition: 'judges' }, async (point) => client.judge(point));
ai.defineResource({ name: 'file', template: 'file://{path}' }, async ({ uri }) => client.file(uri));
ai.defineHelper('loud', (text) => render(text).toUpperCase());
ai.definePartial('footer', 'Bye {{name}}');
ai.definePrompt({ name: 'hello', input: { schema: Query }, output: { format: 'json', schema: z.any() }, system: async () => render('system'), prompt: 'Say {{text}}' });
ai.definePrompt({ name: 'code', model: 'x' }, async (input) => client.messages(input));
ai.definePrompt({ name: 'template' }, 'Hello {{name}}');
ai.defineInterrupt({ name: 'ask', description: 'asks', inputSchema: z.string(), requestMetadata: (input) => ({ input: render(input) }) });
ai.defineStep('charge', async (amount: number) => client.charge(amount));
ai.defineDynamicActionProvider({ name: 'remote' }, async () => client.tools());
ai.defineFormat({ name: 'shout' }, () => ({ parseMessage: (message) => message.text.toUpperCase() }));
ai.defineJsonSchema('Plain', { type: 'string' });
