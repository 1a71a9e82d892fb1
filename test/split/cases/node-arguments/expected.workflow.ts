import { genkit } from 'genkit';
const ai = genkit();
function createTools(engine: Genkit, {
  database,
  limit
}: {
  database: Pool;
  limit: number;
}) {
  return engine.defineTool({
    name: 'rows',
    description: `at most ${limit}`
  });
}
export const rows = createTools(ai, {
  limit: 5
});
