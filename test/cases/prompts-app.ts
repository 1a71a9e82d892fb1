import { mkdir, rm, writeFile } from 'node:fs/promises';
import { durakit, z, type GenerateOptions } from 'durakit';
import type { MessageData } from 'durakit/schemas';
import { call, describeError } from './ai.ts';
import { repeat, speak } from './model-runners.ts';

/** An app of its own, which has a folder of prompts. */
const ai = durakit({
  name: 'prompts-cases',
  promptDir: 'test/cases/prompts',
  context: { app: 'cases' },
  steps: { retry: { maxAttempts: 1 } },
});
/** Another, whose folder changes while its runs go on. */
const changing = durakit({ name: 'prompts-changing', promptDir: '.durakit/case-prompts', steps: { retry: { maxAttempts: 1 } } });
/** One that has no folder. */
const without = durakit({ name: 'prompts-without', promptDir: null, steps: { retry: { maxAttempts: 1 } } });

const supports = { tools: true, multiturn: true, systemRole: true, toolChoice: true };
const script = ai.defineModel({ name: 'promptsScript', supports }, speak);
const mirror = ai.defineModel({ name: 'promptsMirror', supports }, repeat);
changing.defineModel({ name: 'promptsChangingScript', supports }, speak);

const promptsTool = ai.defineTool({ name: 'promptsTool', description: 'says it again' }, async (input: unknown) => input);
const Dish = ai.defineSchema('PromptsDish', z.object({ name: z.string() }));
ai.defineHelper('promptsShout', (text: string) => text.toUpperCase());
ai.definePartial('promptsPartial', 'code of {{name}}');
ai.defineMiddleware({ name: 'promptsMark', configSchema: z.object({ word: z.string() }).partial() }, ({ config }) => ({
  model: async (request, context, next) =>
    await next({ ...request, config: { ...(request.config as object), [`mark:${config?.word ?? 'none'}`]: true } }, context),
}));

ai.definePrompt({ name: 'promptsTemplate', system: 'Be {{mood}}', prompt: 'Hi {{name}}', input: { default: { mood: 'kind' } } });
ai.definePrompt({ name: 'promptsParts', system: [{ text: '{{as}} it is' }], prompt: [{ text: 'one' }, { text: 'two' }] });
ai.definePrompt({
  name: 'promptsFunctions',
  system: async (input: { name: string }, { context }) => `${input.name} of ${String(context['app'])} {{not}} a template`,
  messages: async (input: { name: string }, { history }) => [
    ...(history ?? []),
    { role: 'model' as const, content: [{ text: input.name }] },
  ],
  prompt: (input: { name: string }) => [{ text: `to ${input.name}` }],
  docs: async (input: { name: string }) => [{ content: [{ text: `about ${input.name}` }] }],
});
ai.definePrompt({ name: 'promptsMessages', messages: '{{role "system"}}S {{name}}{{role "model"}}M{{role "user"}}U' });
ai.definePrompt({
  name: 'promptsFixed',
  messages: [{ role: 'user', content: [{ text: '{{as}} it is' }] }],
  docs: [{ content: [{ text: 'fact' }] }],
});
ai.definePrompt({ name: 'promptsOlder' }, 'Older {{name}}');
ai.definePrompt({ name: 'promptsOlderFunction' }, async (input: { name: string }) => ({
  messages: [{ role: 'user', content: [{ text: `by hand ${input.name}` }] }],
}));
ai.definePrompt({ name: 'promptsVariant', prompt: 'plain' });
ai.definePrompt({ name: 'promptsVariant', variant: 'loud', prompt: 'LOUD' });
ai.definePrompt({ name: 'promptsTwo', prompt: '{{role "system"}}a{{role "user"}}b' });
ai.definePrompt({ name: 'promptsNone', prompt: '{{#if no}}x{{/if}}' });
ai.definePrompt({ name: 'promptsUnknownHelper', prompt: '{{nobodys 1}}' });
ai.definePrompt({ name: 'promptsChecked', description: 'checks', input: { schema: z.object({ name: z.string() }) }, prompt: '{{name}}' });
ai.definePrompt({
  name: 'promptsOptions',
  model: { name: 'promptsMirror', version: 'v1', config: { temperature: 0, topK: 1 } },
  config: { temperature: 0.5 },
  tools: [promptsTool],
  toolChoice: 'required',
  maxTurns: 3,
  returnToolRequests: true,
  use: [{ name: 'promptsMark', config: { word: 'own' } }],
  output: { schema: Dish, format: 'json', instructions: false },
  context: { from: 'prompt' },
  metadata: { team: 'kitchen', metadata: { shown: true } },
  prompt: 'P',
});
const direct = ai.definePrompt({ name: 'promptsDirect', model: script, prompt: 'direct {{word}}', use: [shouting] });
const tooled = ai.definePrompt({
  name: 'promptsTooled',
  model: script,
  tools: [promptsTool],
  prompt: 'go',
  config: { answers: [[call('promptsTool', 3, '1')], 'end'] },
});

async function shouting(request: never, next: (request: never) => Promise<{ message?: { content: { text?: string }[] } }>): Promise<never> {
  const response = await next(request);
  return { ...response, message: { role: 'model', content: [{ text: response.message?.content[0]?.text?.toUpperCase() }] } } as never;
}

interface Rendering {
  readonly prompt: string;
  readonly variant?: string;
  readonly input?: unknown;
  readonly options?: Omit<GenerateOptions, 'prompt' | 'system'>;
}

/** What a prompt gives to `generate`. */
export const promptsRender = ai.defineFlow('promptsRender', async ({ prompt, variant, input, options }: Rendering) => {
  return await ai.prompt(prompt, variant === undefined ? {} : { variant }).render(input, options);
});

/** Only the messages of it. */
export const promptsMessages = ai.defineFlow('promptsMessages', async ({ prompt, variant, input, options }: Rendering) => {
  const { messages, docs } = await ai.prompt(prompt, variant === undefined ? {} : { variant }).render(input, options);
  return docs === undefined ? messages : { messages, docs };
});

/** The answer to a prompt. */
export const promptsCall = ai.defineFlow('promptsCall', async ({ prompt, variant, input, options }: Rendering) => {
  const { text } = await ai.prompt(prompt, variant === undefined ? {} : { variant })(input, options);
  return text;
});

/** The request that the model gets from a prompt. */
export const promptsRequest = ai.defineFlow('promptsRequest', async ({ prompt, input, options }: Rendering) => {
  const { message } = await ai.prompt(prompt)(input, { model: mirror, output: { format: 'text' }, ...options });
  return JSON.parse(message?.text ?? 'null') as unknown;
});

/** A prompt of code, called as the function that it is. */
export const promptsDirect = ai.defineFlow('promptsDirect', async (word: string) => {
  const { text } = await direct({ word }, { config: { answers: ['said'] } });
  return text;
});

export const promptsStream = ai.defineFlow('promptsStream', async () => {
  const { stream, response } = tooled.stream();
  const roles: string[] = [];
  for await (const { role, text } of stream) roles.push(`${role}:${text}`);
  return { roles, text: (await response).text };
});

export const promptsToolLoop = ai.defineFlow('promptsToolLoop', async () => (await ai.prompt('tooled')()).text);

/** A prompt as a function that gives a model's request. */
export const promptsAsTool = ai.defineFlow('promptsAsTool', async (name: string) => {
  const tool = await ai.prompt('tool').asTool();
  return { name: tool.toolName, key: tool.key, request: await tool({ name }) };
});

/** Prompts among the tools of a model: what it is told of them, and what they give it. */
export const promptsAsTools = ai.defineFlow('promptsAsTools', async () => {
  const tools = ['promptsChecked', 'tool'];
  const { request, text } = await ai.generate({
    model: script,
    prompt: 'go',
    tools,
    config: { answers: [[call('promptsChecked', { name: 'Ada' }, '1'), call('tool', { name: 'Bob' }, '2')]] },
  });
  return { told: request?.tools, given: JSON.parse(text) as unknown };
});

const bothGiven = ((): unknown => {
  try {
    return ai.definePrompt({ name: 'promptsBothGiven', messages: 'a' }, 'b').ref;
  } catch (error) {
    return describeError(error);
  }
})();

/** The definition is refused where the module is loaded, in the sandbox too. */
export const promptsBoth = ai.defineFlow('promptsBoth', async () => bothGiven);

export const promptsWithout = without.defineFlow('promptsWithout', async (name: string) => (await without.prompt(name).render()).messages);

/** The parts of it that do not hang on where the prompt is from. */
export const promptsReference = ai.defineFlow('promptsReference', async () => [
  direct.ref,
  ai.prompt('a', { variant: 'b' }).ref,
  direct.key,
]);

export const promptsSeveral = ai.defineFlow('promptsSeveral', async (history: MessageData[]) => {
  const hashes = new Set<unknown>();
  const again = new Set<unknown>();
  const render = async (...parameters: Parameters<ReturnType<typeof ai.prompt>['render']>): Promise<unknown> =>
    (await ai.prompt('plain').render(...parameters)).metadata?.['prompt'];
  for (const name of ['Ada', 'Bob']) hashes.add(JSON.stringify(await render({ name })));
  hashes.add(JSON.stringify(await render({ name: 'Ada' }, { messages: history })));
  hashes.add(JSON.stringify(await render({ name: 'Ada' }, { context: { who: 1 } })));
  for (const key of ['a', 'b']) again.add(JSON.stringify(await render({ name: 'Ada' }, { context: { app: 'cases', secrets: { key } } })));
  again.add(JSON.stringify(await render({ name: 'Ada' })));
  return { different: hashes.size, same: again.size };
});

const FOLDER = '.durakit/case-prompts';

async function writePrompt(name: string, text: string): Promise<void> {
  await mkdir(FOLDER, { recursive: true });
  await writeFile(`${FOLDER}/${name}.prompt`, text);
}

/** Renders, waits until the file has changed, and goes on with what it has; then renders anew. */
export const promptsChanging = changing.defineFlow('promptsChanging', async (words: { before: string; after: string }) => {
  const name = await changing.waitFor<string>('name');
  await changing.run(
    'write',
    async () => await writePrompt(name, `---\nmodel: promptsChangingScript\nconfig: { answers: [kept] }\n---\n${words.before} {{who}}`),
  );
  const first = await changing.prompt(name).render({ who: 'Ada' });
  await changing.run('say that it is rendered', async () => await writeFile(`${FOLDER}/${name}.rendered`, ''));
  await changing.waitFor('changed');
  const { text, request } = await changing.generate(first);
  const second = await changing.prompt(name).render({ who: 'Ada' });
  await changing.run(
    'remove',
    async () => await Promise.all(['prompt', 'rendered'].map((ending) => rm(`${FOLDER}/${name}.${ending}`, { force: true }))),
  );
  const hashes = [first, second].map(({ metadata }) => (metadata?.['prompt'] as { hash: string }).hash);
  return {
    first: [text, request?.messages],
    second: [second.model, second.messages],
    hashed: hashes.map((hash) => /^[0-9a-f]{64}$/.test(hash)),
    sameHash: hashes[0] === hashes[1],
  };
});
