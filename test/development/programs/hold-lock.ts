import { waitForLock } from '../../../development/file-lock.ts';

const lock = await waitForLock(process.argv[2] ?? '', { onWait: ({ processId }) => console.log(`waiting: ${processId}`) });
console.log(`held: ${process.pid}`);
process.on('SIGTERM', () => void lock.release().then(() => process.exit(0)));
setInterval(() => undefined, 60_000);
