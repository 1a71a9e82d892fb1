import { capturedStep as __durakitCapturedStep } from 'durakit/split-runtime';
import { genkit } from 'durakit';
const ai = genkit();
class Runner {
  async execute(this: Runner, input: string, options = {
    depth: 1
  }) {
    const {
      depth
    } = options;
    return ai.run('deep', __durakitCapturedStep('/step/Runner.execute/deep', () => ({
      input,
      depth
    })));
  }
}
const runner = new Runner();
export const flow = ai.defineFlow('flow', async (input: string) => runner.execute(input));
