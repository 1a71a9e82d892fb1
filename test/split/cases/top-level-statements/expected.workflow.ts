/* durakit: workflow */
import './polyfill';
import { genkit } from 'genkit';
import dayjs from 'dayjs';
import utc from 'dayjs/plugin/utc';
dayjs.extend(utc);
const ai = genkit();
const names: Record<string, string> = {};
names.first = 'one';
for (const key of ['a', 'b']) names[key] = key.toUpperCase();
let counter = 0;
counter += 1;
for (const name of Object.keys(names)) {
  ai.defineTool({
    name,
    description: `the tool ${name}`
  });
}

// the only flow
export const flow = ai.defineFlow('flow', async () => dayjs().toISOString() + names.first + counter);
/* durakit: workflow */globalThis.ready = true;
