import { genkit, type Genkit } from 'genkit';
import { Client, parse } from './client';

export function createTools(ai: Genkit, url: string) {
  const client = new Client(url);
  const { host, port } = client;
  const label = host + port;
  const untouched = 1;
  class Reader {
    read = () => client.read(label);
  }
  return ai.defineTool({ name: 'read', description: 'reads' }, async () => parse(new Reader().read()));
}
