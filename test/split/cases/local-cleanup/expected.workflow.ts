export function createTools(ai: Genkit, url: string) {
  const untouched = 1;
  return ai.defineTool({
    name: 'read',
    description: 'reads'
  });
}
