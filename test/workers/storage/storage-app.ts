import { durakit } from 'durakit';

/** Values of any length over every border of a run. */
const ai = durakit({ name: 'storage' });

const files = (): typeof import('node:fs') => process.getBuiltinModule('node:fs');
const pause = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds));

interface Making {
  readonly length: number;
  /** A line for each time that the step runs. */
  readonly log?: string;
  /** The step waits for this file before it returns. */
  readonly until?: string;
}

/** Texts that do not compress to nothing, and are the same each time. */
function makeText(length: number): string {
  let state = 7;
  return Array.from({ length: Math.ceil(length / 8) }, () => (state = (state * 48_271) % 2_147_483_647).toString(16).padStart(8, '0'))
    .join('')
    .slice(0, length);
}

const make = ai.defineStep(
  'make',
  async ({ length, log, until }: Making) => {
    if (log !== undefined) files().appendFileSync(log, 'made\n');
    while (until !== undefined && !files().existsSync(until)) await pause(20);
    return makeText(length);
  },
  { retry: { initialInterval: 100 } },
);
const measure = ai.defineStep('measure', (text: string) => ({ length: text.length, end: text.slice(-8) }));

/** A long result into flow code, a long input out of it. */
export const passes = ai.defineFlow('passes', async (making: Making) => measure(await make(making)));
export const gives = ai.defineFlow('gives', async (making: Making) => make(making));
export const takes = ai.defineFlow('takes', async (text: string) => text.length);
export const makesInFlow = ai.defineFlow('makesInFlow', async (length: number) => 'x'.repeat(length));

const joined = ai.defineFlow('joined', async (texts: readonly string[]) => texts.join(''));
export const parent = ai.defineFlow('parent', async (length: number) => (await joined([await make({ length }), 'end'])).length);

/** Long results before a wait: whoever goes on with the run reads them again. */
export const waits = ai.defineFlow('waits', async (making: Making) => {
  const text = await make(making);
  const { note } = await ai.waitFor<{ note: string }>('note');
  return { length: text.length, note: note.length };
});

const ask = ai.defineInterrupt({ name: 'ask', description: 'asks a person' });
/** Asks once, then says how long the answer is. */
const asking = ai.defineModel({ name: 'asking', supports: { tools: true } }, async ({ messages }) => {
  const answered = messages.flatMap(({ content }) => content).find((part) => 'toolResponse' in part)?.toolResponse.output;
  const part = answered === undefined ? { toolRequest: { name: 'ask', input: {} } } : { text: String((answered as string).length) };
  return { message: { role: 'model', content: [part] }, finishReason: 'stop' };
});
export const asks = ai.defineFlow('asks', async () => {
  const first = await ai.generate({ model: asking, prompt: 'ask', tools: [ask] });
  const resume = await ai.waitForReply(first.interrupts);
  return (await ai.generate({ model: asking, messages: first.messages, tools: [ask], resume })).text;
});
