__durakitRegisterSteps(); import { genkit, type Part } from 'genkit';
import type { Row } from './rows';
import { Options, load } from './load';
import Shape = require('./shape');

export type { Row } from './rows';
export type Names = string[];
export interface Input {
  options: Options;
}
declare const globalName: string;
enum Color {
  Red = 'red',
}
enum Unused {
  A,
}

const ai = genkit({});

export const flow = ai.defineFlow('typed', async (input: Input): Promise<Part[]> => {
  const rows: Row[] = await ai.run('load', async (): Promise<Row[]> => load<Row>(input.options as Options));
  return rows.map((row) => ({ text: `${Color.Red} ${(row satisfies Row).name}` }) as Part);
});
import { registerStep as __durakitRegisterStep } from 'durakit/split-runtime';
function __durakitRegisterSteps() {
  __durakitRegisterStep('/step/typed/load', async ({
    input
  }, {}, ...__durakitArguments) => {
    const __durakitResult = await (async (): Promise<Row[]> => load<Row>(input.options as Options))(...__durakitArguments);
    return {
      result: __durakitResult
    };
  });
}
