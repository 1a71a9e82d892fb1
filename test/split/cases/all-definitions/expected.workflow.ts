import { genkit } from 'genkit';
const ai = genkit();
const shared = {
  name: 'shared'
};
export const search = ai.defineTool({
  name: 'search',
  description: 'searches'
});
export const sharedTool = ai.defineTool(shared);
ai.defineModel({
  name: 'echo',
  supports: {
    tools: true
  }
});
ai.defineBackgroundModel({
  name: 'film'
});
ai.defineEmbedder({
  name: 'embed'
});
ai.defineRetriever({
  name: 'retrieve'
});
ai.defineSimpleRetriever({
  name: 'simple',
  metadata: ['id']
});
ai.defineIndexer({
  name: 'index'
});
ai.defineReranker({
  name: 'rerank'
});
ai.defineEvaluator({
  name: 'judge',
  displayName: 'Judge',
  definition: 'judges'
});
ai.defineResource({
  name: 'file',
  template: 'file://{path}'
});
ai.defineHelper('loud');
ai.definePartial('footer', 'Bye {{name}}');
ai.definePrompt({
  name: 'hello',
  input: {},
  output: {
    format: 'json'
  },
  prompt: 'Say {{text}}'
});
ai.definePrompt({
  name: 'code',
  model: 'x'
});
ai.definePrompt({
  name: 'template'
}, 'Hello {{name}}');
ai.defineInterrupt({
  name: 'ask',
  description: 'asks'
});
ai.defineStep('charge');
ai.defineDynamicActionProvider({
  name: 'remote'
});
ai.defineFormat({
  name: 'shout'
}, () => ({
  parseMessage: message => message.text.toUpperCase()
}));
ai.defineJsonSchema('Plain', {
  type: 'string'
});
