import { mkdir, mkdtemp, realpath, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** A folder with an app, as a user has it. */
export interface AppFolder extends AsyncDisposable {
  readonly folder: string;
  /** Writes `app.ts`. */
  write(text: string): Promise<void>;
}

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** The app of these tests: a flow with a step, and one that waits. */
export const APP = `import { durakit, z } from 'durakit';
const ai = durakit();
const load = ai.defineStep('menu/load', async (theme: string) => theme + ' soup');
export const menu = ai.defineFlow({ name: 'menu', inputSchema: z.object({ theme: z.string() }) }, async ({ theme }) => {
  return 'Tonight: ' + (await load(theme));
});
export const order = ai.defineFlow('order', async () => ({ approved: await ai.waitFor('approve', { timeout: '1 hour' }) }));
`;

/** Makes the folder, with `durakit` in its node_modules. */
export async function createAppFolder(): Promise<AppFolder> {
  // the real path: a link in it would make two names for one module
  const folder = await realpath(await mkdtemp(path.join(tmpdir(), 'durakit-cli-')));
  await mkdir(path.join(folder, 'node_modules'));
  await symlink(ROOT, path.join(folder, 'node_modules', 'durakit'), 'junction');
  const write = (text: string): Promise<void> => writeFile(path.join(folder, 'app.ts'), text);
  await write(APP);
  return { folder, write, [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true }) };
}
