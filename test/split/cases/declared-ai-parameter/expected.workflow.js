import { capturedStep as __durakitCapturedStep } from 'durakit/split-runtime';
export function setUp(engine) {
  engine.defineFlow('plain', async input => engine.run('work', __durakitCapturedStep('/step/plain/work', () => ({
    input: input == null ? input : {
      url: input.url
    }
  }))));
}
