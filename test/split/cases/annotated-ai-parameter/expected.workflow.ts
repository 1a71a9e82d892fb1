import { capturedStep as __durakitCapturedStep } from 'durakit/split-runtime';
export function defineGreeting(engine: Genkit) {
  return engine.defineFlow({
    name: 'greeting'
  }, async name => {
    return engine.run('greet', __durakitCapturedStep('/step/greeting/greet', () => ({
      name
    })));
  });
}
export async function greetTwice({
  ai,
  log
}: {
  ai: Genkit;
  log: (text: string) => void;
}, name: string) {
  return ai.run('twice', __durakitCapturedStep('/step/greetTwice/twice', () => ({
    name
  })));
}
