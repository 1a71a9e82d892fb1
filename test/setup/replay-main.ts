import { replayHistories } from '../../workers/replay-histories.ts';

/** Replays histories against an app: `replay-main.ts <app> <files…>`. */
const [app = '', ...files] = process.argv.slice(2);
for await (const outcome of replayHistories({ app, files })) console.log(`replayed: ${outcome.ok ? 'ok' : outcome.message}`);
