/** A program, not a module to import: a worker, and an app that talks to its agents, in one process. */
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { createWorker } from '../../../worker.ts';
import { counter, listener } from '../sessions-app.ts';

const [sessionId = '', folder = ''] = process.argv.slice(2);
const worker = await createWorker({ app: fileURLToPath(new URL('../sessions-app.ts', import.meta.url)), shutdownGrace: '1s' });
const running = worker.run();

const shown: string[] = [];
const turn = listener.chat({ sessionId }).sendStream('stream open');
for await (const chunk of turn.stream) {
  if (chunk.text === '') continue;
  shown.push(chunk.text);
  // the model waits for this: the first chunk came while it ran
  if (shown.length === 1) writeFileSync(`${folder}/open`, '');
}
const custom: unknown[] = [];
for await (const chunk of counter.chat({ sessionId }).sendStream('one').stream) if (chunk.custom !== undefined) custom.push(chunk.custom);

process.send?.({ shown, text: (await turn.response).text, custom });
worker.shutdown();
await running;
process.exit(0);
