/**
 * `node --import durakit/register app.ts`: the process loads its program, and what that imports, as the Node programs of
 * the build-time split, TypeScript of every form included.
 * @module
 */
import { registerProcess } from './workers/programs/register-process.ts';

registerProcess(process.argv[1]);
