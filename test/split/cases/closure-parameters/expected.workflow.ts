import { capturedStep as __durakitCapturedStep } from 'durakit/split-runtime';
import { genkit } from 'genkit';
const ai = genkit();
function defineReport(engine: Genkit, database: Pool, title: string) {
  const heading = `# ${title}`;
  engine.defineFlow({
    name: 'journaled-report',
    durability: 'journal'
  });
  return engine.defineFlow('report', async (id: string) => {
    return engine.run('render', __durakitCapturedStep('/step/report/render', () => ({
      heading,
      id
    })));
  });
}
export const report = defineReport(ai, undefined, 'Report');
