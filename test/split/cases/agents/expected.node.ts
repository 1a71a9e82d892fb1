__durakitRegisterSteps(); import { genkit, z } from 'genkit/beta';
import { audit } from './audit';
import { createStore } from './store';

const ai = genkit({});
const getUser = ai.defineTool({ name: 'getUser', description: 'user', inputSchema: z.string() }, async (id) => audit(id));

export const support = ai.defineAgent({ name: 'support', system: 'Help.', tools: [getUser], store: createStore(process.env.STORE) });

export const custom = ai.defineCustomAgent({ name: 'custom', stateSchema: z.object({ n: z.number() }) }, async (session, { sendChunk }) => {
  await ai.run('audit', async () => {
    sendChunk({ status: 'audit' });
    return audit('begin');
  });
  return { message: await ai.generate('Hello') };
});
import { registerStep as __durakitRegisterStep } from 'durakit/split-runtime';
function __durakitRegisterSteps() {
  __durakitRegisterStep('/step/custom/audit', async (__durakitCaptured, {
    sideChannel: {
      sendChunk
    }
  }, ...__durakitArguments) => {
    const __durakitResult = await (async () => {
      sendChunk({
        status: 'audit'
      });
      return audit('begin');
    })(...__durakitArguments);
    return {
      result: __durakitResult
    };
  });
}
