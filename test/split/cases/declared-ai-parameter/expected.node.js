__durakitRegisterSteps(); export function setUp(engine) {
  engine.defineFlow('plain', async (input) => engine.run('work', async () => fetch(input.url)));
}
import { registerStep as __durakitRegisterStep } from 'durakit/split-runtime';
function __durakitRegisterSteps() {
  __durakitRegisterStep('/step/plain/work', async ({
    input
  }, {}, ...__durakitArguments) => {
    const __durakitResult = await (async () => fetch(input.url))(...__durakitArguments);
    return {
      result: __durakitResult
    };
  });
}
