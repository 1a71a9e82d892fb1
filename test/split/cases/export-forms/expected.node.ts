import { genkit } from 'genkit';
import { Client } from 'pg';

const ai = genkit({});
const client = new Client();
const limit = 3;
const first = ai.defineFlow('first', async () => limit);

export { first as main, client, limit };
export * from './more';
export * as everything from './everything';
export { one, two as zwei } from './numbers';
export default ai.defineFlow('second', async () => first());
export async function close() {
  await client.end();
}
export const format = (text: string) => text.trim();
