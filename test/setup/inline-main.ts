import { loadApp } from '../../workers/load-app.ts';
import type { Flow } from '../../engine/flow.ts';

/** Runs the flow `main` of an app in this process, with no server: `inline-main.ts <app> <input>`. Prints the result as JSON. */
process.env['DURAKIT_MODE'] = 'inline';
const [app = '', input = 'null'] = process.argv.slice(2);
const { modules } = await loadApp(app);
const found = modules
  .map((module) => module as { main?: Flow; default?: { main?: Flow } })
  .find((module) => module.main ?? module.default?.main);
const main = found?.main ?? found?.default?.main;
if (main === undefined) throw new Error(`${app} exports no flow 'main'`);
console.log(`result ${JSON.stringify(await main(JSON.parse(input)))}`);
