import { Client } from './client';
export function createTools(ai: Genkit, url: string) {
  const client = new Client(url);
  const {
    host,
    port
  } = client;
  const label = host + port;
  const untouched = 1;
  return ai.defineTool({
    name: 'read',
    description: 'reads'
  });
}
