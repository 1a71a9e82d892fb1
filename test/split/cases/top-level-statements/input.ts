import './telemetry';
import 'dotenv/config';
/* durakit: workflow */
import './polyfill';
import { genkit } from 'genkit';
import { startFlowServer } from '@genkit-ai/express';
import dayjs from 'dayjs';
import utc from 'dayjs/plugin/utc';

dayjs.extend(utc);
const ai = genkit({});
const names: Record<string, string> = {};
names.first = 'one';
for (const key of ['a', 'b']) names[key] = key.toUpperCase();
let counter = 0;
counter += 1;
let unused = 0;
unused += 1;

for (const name of Object.keys(names)) {
  ai.defineTool({ name, description: `the tool ${name}` }, async () => fetch(name));
}

// the only flow
export const flow = ai.defineFlow('flow', async () => dayjs().toISOString() + names.first + counter);

// serves it
startFlowServer({ flows: [flow] });
console.log('ready');
await flow();
/* durakit: workflow */ globalThis.ready = true;
if (import.meta.main) {
  await flow();
}
