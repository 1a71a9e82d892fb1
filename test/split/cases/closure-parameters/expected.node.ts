__durakitRegisterSteps(); import { genkit, type Genkit } from 'genkit';
import { Pool } from 'pg';

const ai = genkit({});

function defineReport(engine: Genkit, database: Pool, title: string) {
  const heading = `# ${title}`;
  engine.defineFlow('journaled-report', async (id: string) => database.query(id));
  return engine.defineFlow('report', async (id: string) => {
    return engine.run('render', async () => `${heading} ${id}`);
  });
}

export const report = defineReport(ai, new Pool(), 'Report');
import { registerStep as __durakitRegisterStep } from 'durakit/split-runtime';
function __durakitRegisterSteps() {
  __durakitRegisterStep('/step/report/render', async ({
    heading,
    id
  }, {}, ...__durakitArguments) => {
    const __durakitResult = await (async () => `${heading} ${id}`)(...__durakitArguments);
    return {
      result: __durakitResult
    };
  });
}
