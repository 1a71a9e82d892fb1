import { z } from 'durakit';
import { ai, call, script } from './ai.ts';
import { add, ask, childFlow } from './tool-set.ts';

const askingFlow = ai.defineFlow(
  { name: 'toolsAskingChild', inputSchema: z.object({ n: z.number() }) },
  async ({ n }, { interrupt, resumed }) => {
    const inner = await ai.generate({
      model: script,
      prompt: 'inside',
      tools: [add],
      config: { answers: [[call('toolsAdd', { left: n, right: 1 }, '1')]] },
    });
    if (resumed === undefined) interrupt({ sum: inner.text });
    return `${inner.text} with ${JSON.stringify(resumed)}`;
  },
);
export { askingFlow, childFlow };

export const toolsFlowAsTool = ai.defineFlow('toolsFlowAsTool', async (given: number) => {
  const answers = [[call('toolsChild', { n: given }, '1')]];
  const byFunction = await ai.generate({ model: script, prompt: 'go', tools: [childFlow], config: { answers } });
  const byName = await ai.generate({ model: script, prompt: 'go', tools: ['toolsChild'], config: { answers } });
  return [byFunction.text, byName.text];
});

export const toolsFlowAsks = ai.defineFlow('toolsFlowAsks', async () => {
  const options = { model: script, tools: [askingFlow, ask], config: { answers: [[call('toolsAskingChild', { n: 4 }, '1')]] } };
  const first = await ai.generate({ ...options, prompt: 'go' });
  const resume = await ai.waitForReply(first.interrupts);
  const second = await ai.generate({ ...options, messages: first.messages, resume });
  return [first.interrupts, second.text];
});

/** Prompts as tools. */
const prompt = ai.definePrompt(
  {
    name: 'toolsPrompt',
    description: 'a prompt',
    model: script,
    input: { schema: z.object({ who: z.string() }) },
    config: { answers: ['said by the prompt'] },
  },
  'Greet {{who}}',
);

export const toolsPromptAsTool = ai.defineFlow('toolsPromptAsTool', async () => {
  const answers = [[call('toolsPrompt', { who: 'Ada' }, '1')]];
  const tool = await prompt.asTool();
  const { messages } = await ai.generate({ model: script, prompt: 'go', tools: [tool], config: { answers } });
  return messages.filter(({ role }) => role === 'tool');
});

/** Tools that exist for one call. */
export const toolsDynamic = ai.defineFlow('toolsDynamic', async (factor: number) => {
  const times = ai.dynamicTool(
    { name: 'toolsTimes', description: 'multiplies', inputSchema: z.object({ n: z.number() }) },
    async ({ n }) => n * factor,
  );
  const config = { answers: [[call('toolsTimes', { n: 3 }, '1'), call('toolsTimes', { n: 4 }, '2')]] };
  return (await ai.generate({ model: script, prompt: 'go', tools: [times], config })).text;
});

export const toolsDynamicWrites = ai.defineFlow('toolsDynamicWrites', async () => {
  let total = 0;
  const count = ai.dynamicTool({ name: 'toolsCount', description: 'counts' }, async (more: number) => {
    total += more;
    return total;
  });
  const config = { answers: [[call('toolsCount', 3, '1')], [call('toolsCount', 4, '2')]] };
  const { text } = await ai.generate({ model: script, prompt: 'go', tools: [count], config });
  return [text, total];
});

export const toolsDynamicSurroundings = ai.defineFlow('toolsDynamicSurroundings', async (input: { door: string }) => {
  const tells = ai.tool({ name: `tells-${input.door}`, description: 'tells' }, async (_given: unknown, { context, interrupt, resumed }) =>
    resumed === undefined ? interrupt({ door: input.door }) : { context, resumed },
  );
  const config = { answers: [[call(`tells-${input.door}`, {}, '1')]] };
  const first = await ai.generate({ model: script, prompt: 'go', tools: [tells], config });
  const resume = await ai.waitForReply(first.interrupts);
  const { text } = await ai.generate({ model: script, messages: first.messages, tools: [tells], resume, config });
  return [first.interrupts, text];
});

export const toolsDynamicAsks = ai.defineFlow('toolsDynamicAsks', async () => {
  const bare = ai.dynamicTool({ name: 'toolsBare', description: 'asks' });
  const withMetadata = ai.dynamicTool({ name: 'toolsWithMetadata', description: 'asks', requestMetadata: { form: 1 } });
  const config = { answers: [[call('toolsBare', {}, '1'), call('toolsWithMetadata', {}, '2')]] };
  const { interrupts } = await ai.generate({ model: script, prompt: 'go', tools: [bare, withMetadata], config });
  return interrupts.map(({ metadata }) => metadata);
});

const provided = (name: string): ReturnType<typeof ai.dynamicTool> =>
  ai.dynamicTool({ name: `provided_${name}`, description: name }, async (input: unknown) => [name, input]);

/** Tools of a provider. */
ai.defineDynamicActionProvider('toolsProvider', async () => ({ tool: [provided('one'), provided('two')] }));
export const toolsProvided = ai.defineFlow('toolsProvided', async (reference: string) => {
  const config = { answers: [[call('provided_one', 1, '1'), call('provided_two', 2, '2')]] };
  return (await ai.generate({ model: script, prompt: 'go', tools: [reference], config })).text;
});

export const tellsContext = ai.defineFlow('toolsTellsContext', async (_input: unknown, { context }) => context);

export const toolsChildContext = ai.defineFlow('toolsChildContext', async () => {
  const config = { answers: [[call('toolsTellsContext', {}, '1')]] };
  return (await ai.generate({ model: script, prompt: 'go', tools: [tellsContext], config, context: { auth: 'grace' } })).text;
});
