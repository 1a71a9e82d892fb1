/** A program, not a module to import: an app's own process that talks to its agents, whose turns run on a worker. */
import { DurakitError } from 'durakit';
import { counter, listener, stranger } from '../sessions-app.ts';

const [sessionId = ''] = process.argv.slice(2);
const describe = (error: unknown): unknown =>
  error instanceof DurakitError ? { status: error.status, message: error.message } : String(error);

const chat = listener.chat({ sessionId });
const first = await chat.send('hello');
const streamed: string[] = [];
const turn = chat.sendStream('again');
for await (const chunk of turn.stream) streamed.push(chunk.text);
const second = await turn.response;

const task = await listener.chat({ sessionId }).detach('on your own');
const detached = await task.wait({ intervalMs: 50 });
const loaded = await listener.loadChat({ sessionId });

const branch = await listener.chat({ snapshotId: first.snapshotId }).send('branch');
const unknown = await listener.chat({ snapshotId: 'nobody-knows-it' }).send('hello').catch(describe);
const misuse = await stranger.chat({ sessionId: 'x' }).send('hello').catch(describe);
const controller = new AbortController();
const stopping = listener.chat({ sessionId: `${sessionId}-aborted` }).send('gate never', { abortSignal: controller.signal });
setTimeout(() => controller.abort(), 1_000);
const aborted = await stopping;
const asked = await listener.chat({ sessionId: `${sessionId}-asked` }).send('approve x');
const answered = await listener
  .chat({ snapshotId: asked.snapshotId })
  .resume({ respond: asked.interrupts.map((interrupt) => interrupt.respond('yes')) });

const free = stranger.chat();
await free.send('one');
const state = counter.chat();
await state.send('one');
await state.send('two');

process.send?.({
  first: first.text,
  second: second.text,
  streamed: streamed.join(''),
  detached: detached.status,
  loaded: loaded.messages.length,
  branch: branch.text,
  unknown,
  misuse,
  aborted: aborted.finishReason,
  answered: answered.text,
  free: (await free.send('two')).text,
  counted: state.state,
  artifacts: state.artifacts,
});
process.exit(0);
