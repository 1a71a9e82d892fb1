import { capturedStep as __durakitCapturedStep } from 'durakit/split-runtime';
export function create(ai: ReturnType<typeof genkit>) {
  const {
    run
  } = ai;
  return ai.defineFlow('ask', async (text: string) => {
    return run('ask', __durakitCapturedStep('/step/ask/ask', () => ({
      text
    })));
  });
}
