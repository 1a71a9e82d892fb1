__durakitRegisterSteps(); import { genkit, z } from 'durakit';
import { googleAI } from 'durakit/google-genai';
import { Pool } from 'pg';

const pool = new Pool();
const ai = genkit({ plugins: [googleAI()], model: googleAI.model('gemini-2.5-flash') });

export const menu = ai.defineFlow({ name: 'menu', inputSchema: z.object({ theme: z.string() }) }, async ({ theme }) => {
  const dishes = await ai.run('load', async () => (await pool.query('select name from dishes where theme = $1', [theme])).rows);
  const { text } = await ai.generate(`Suggest one of ${JSON.stringify(dishes)}`);
  return text;
});
import { registerStep as __durakitRegisterStep } from 'durakit/split-runtime';
function __durakitRegisterSteps() {
  __durakitRegisterStep('/step/menu/load', async ({
    theme
  }, {}, ...__durakitArguments) => {
    const __durakitResult = await (async () => (await pool.query('select name from dishes where theme = $1', [theme])).rows)(...__durakitArguments);
    return {
      result: __durakitResult
    };
  });
}
