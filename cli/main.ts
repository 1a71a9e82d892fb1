#!/usr/bin/env node
import { explainOldNode } from './explain-old-node.ts';

const tooOld = explainOldNode(process.versions.node);
if (tooOld === undefined) {
  // Imported late: on an old Node the rest might not even load.
  const { runCli } = await import('./run-cli.ts');
  await runCli(process.argv.slice(2));
} else {
  console.error(tooOld);
  process.exitCode = 1;
}
