import { capturedStep as __durakitCapturedStep } from 'durakit/split-runtime';
import { genkit } from 'genkit';
enum Color {
  Red = 'red',
}
const ai = genkit();
export const flow = ai.defineFlow('typed', async (input: Input): Promise<Part[]> => {
  const rows: Row[] = await ai.run('load', __durakitCapturedStep('/step/typed/load', () => ({
    input: input == null ? input : {
      options: input.options
    }
  })));
  return rows.map(row => ({
    text: `${Color.Red} ${(row satisfies Row).name}`
  }) as Part);
});
