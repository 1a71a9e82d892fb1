/** A program, not a module to import: holds recorded runs against an app, and sends what came of each. */
import { replayHistories, type ReplayOutcome } from '../../workers/replay-histories.ts';
import type { ReplayMessage } from '../replay.ts';

process.on('disconnect', () => process.exit(1));
const { app, files } = JSON.parse(process.argv[2] ?? '{}') as { app: string[]; files: string[] };
try {
  const outcomes: ReplayOutcome[] = [];
  for await (const outcome of replayHistories({ app, files })) outcomes.push(outcome);
  await tell({ outcomes });
  process.exit(0);
} catch (error) {
  await tell({ error: error instanceof Error ? error.message : String(error) });
  process.exit(1);
}

function tell(message: ReplayMessage): Promise<void> {
  return new Promise((resolve) => process.send?.(message, () => resolve()));
}
