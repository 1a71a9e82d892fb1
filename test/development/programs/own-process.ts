import { join } from 'node:path';
import { startManagedProcess } from '../../../development/processes/managed-process.ts';

const [folder = '', ...command] = process.argv.slice(2);
const { processId } = await startManagedProcess({
  name: 'The sleeper',
  command: command[0] ?? '',
  arguments: command.slice(1),
  logFile: join(folder, 'log'),
  recordFile: join(folder, 'process.json'),
  stopSignal: 'SIGTERM',
  stopLimit: 5_000,
});
console.log(`process: ${processId}`);
