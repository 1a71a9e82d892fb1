import { expect, test } from '@jest/globals';
import { startTestWorker } from '../../testing.ts';
import { createShell } from './create-shell.ts';
import { readCommands } from './read-commands.ts';

test('examples/prompts runs as its README says', async () => {
  await using worker = await startTestWorker({ app: new URL('../../examples/prompts/app.ts', import.meta.url) });
  const shell = createShell(worker.taskQueue);
  const [dev, run = '', show = ''] = readCommands('prompts');
  expect(dev).toBe('npm run durakit -- dev examples/prompts/app.ts');

  const { code, output } = await shell(run);
  expect(code).toBe(0);
  expect(JSON.parse(output)).toEqual({
    recipe: { title: 'Pumpkin soup', minutes: 40, ingredients: ['1 pumpkin', '2 onions', 'cream'] },
    teaser: 'system: You are the cook of a small restaurant. Be brief.\nuser: Make our guests hungry for PUMPKIN SOUP, in one sentence.',
    list: 'user: Write a shopping list:\n- 1 pumpkin\n- 2 onions\n- cream',
  });
  expect((await shell(show)).output).toMatch(/✓ recipe [^]*✓ pretend [^]*✓ recipe\.teaser [^]*✓ pretend [^]*✓ shoppingList [^]*✓ pretend /);

  const history = JSON.stringify(await worker.client.handle('flow/dinner/1').history());
  const decoded = [...history.matchAll(/"data":"([^"]+)"/g)].map(([, data = '']) => Buffer.from(data, 'base64').toString());
  // the default of the front matter, the partial, the helper, the config, and the schema by its name
  expect(decoded.join('\n')).toMatch(
    /Be exact\.[^]*Write the recipe of PUMPKIN SOUP for 4 guests\.[^]*"temperature":0\.4[^]*"ingredients"/,
  );
});
