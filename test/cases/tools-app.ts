import { ToolInterruptError } from 'durakit';
import { ai, describeError, mirror, script } from './ai.ts';
import { add, childFlow, hosted, jsonSchema, multipart, ask, pay } from './tool-set.ts';

export { toolsGenerate, toolsText } from './tool-set.ts';

const otherHosted = ai.defineTool({ name: 'toolsOther/same', description: 'has the same short name' }, async (input: unknown) => input);
/** What the model is told of tools. */
export const toolsDefinitions = ai.defineFlow('toolsDefinitions', async () => {
  const { text } = await ai.generate({ model: mirror, prompt: 'go', tools: [add, jsonSchema, hosted, multipart, ask, childFlow] });
  return (JSON.parse(text) as { tools: unknown }).tools;
});

export const toolsSameName = ai.defineFlow('toolsSameName', async () => {
  await ai.generate({ model: script, prompt: 'go', tools: [hosted, otherHosted] });
});

export const toolsNotOne = ai.defineFlow('toolsNotOne', async () => {
  await ai.generate({ model: script, prompt: 'go', tools: [(() => 1) as never] });
});

export const toolsCalledDirectly = ai.defineFlow('toolsCalledDirectly', async () => [
  await add({ left: 1, right: 2 }),
  await multipart('x'),
  await add({ left: 'one' } as never).catch((error: unknown) => (error as { status: string }).status),
]);

export const toolsInterruptsDirectly = ai.defineFlow('toolsInterruptsDirectly', async () => {
  try {
    return await pay({ amount: 3 });
  } catch (error) {
    return [error instanceof ToolInterruptError, describeError(error)];
  }
});
