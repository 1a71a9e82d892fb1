import { rm, writeFile } from 'node:fs/promises';
import { ai, call, script } from './ai.ts';
import { doorOf } from './tool-set.ts';

export { toolsGenerate, toolsText } from './tool-set.ts';

const failsAtDoor = ai.defineTool({ name: 'toolsFailsAtDoor', description: 'fails late' }, async (door: string) => {
  await doorOf(door).promise;
  throw new Error(`failed behind ${door}`);
});
const opensAndFails = ai.defineTool({ name: 'toolsOpensAndFails', description: 'fails early' }, async (door: string) => {
  doorOf(door).resolve();
  throw new Error(`failed before ${door}`);
});
const marked = new Set<string>();
const marks = ai.defineTool({ name: 'toolsMarks', description: 'leaves a mark' }, async (name: string) => void marked.add(name));

/** After a failure: whether the tools beside it had finished. */
export const toolsSiblingsFinish = ai.defineFlow('toolsSiblingsFinish', async (door: string) => {
  const answers = [[call('toolsFailsAtDoor', door, '1'), call('toolsOpensAndFails', door, '2'), call('toolsMarks', `${door}-mark`, '3')]];
  try {
    return (await ai.generate({ model: script, prompt: 'go', tools: [failsAtDoor, opensAndFails, marks], config: { answers } })).text;
  } catch (error) {
    return [(error as Error).message, await ai.run('look at the mark', async () => marked.has(`${door}-mark`))];
  }
});
/** Cancelling: the tool's own signal fires, and the flow can still find out. A file says that the tool runs. */
const stops = ai.defineTool({ name: 'toolsStops', description: 'runs until it is stopped' }, async (file: string, { abortSignal }) => {
  // before the file says that it runs: the cancel may come at once
  const stopped = new Promise((resolve) => abortSignal.addEventListener('abort', resolve, { once: true }));
  await writeFile(file, '');
  await stopped;
  await rm(file);
  doorOf(file).resolve();
  throw abortSignal.reason;
});

export const toolsCancelled = ai.defineFlow('toolsCancelled', async (files: readonly string[]) => {
  const config = { answers: [files.map((file, index) => call('toolsStops', file, `${index}`)), 'never said'] };
  try {
    return (await ai.generate({ model: script, prompt: 'go', tools: [stops], toolErrors: 'return', config })).text;
  } catch (error) {
    await ai.nonCancellable(() =>
      ai.run('until all have stopped', async () => void (await Promise.all(files.map((file) => doorOf(file).promise)))),
    );
    return (error as { status: string }).status;
  }
});
