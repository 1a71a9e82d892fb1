import { build } from 'esbuild';
import { durakitSplit } from 'durakit/esbuild';
import { bundleWorkflows } from 'durakit/worker';

await build({
  entryPoints: ['worker.ts'],
  outfile: 'dist/worker.mjs',
  bundle: true,
  platform: 'node',
  format: 'esm',
  packages: 'external',
  sourcemap: true,
  plugins: [durakitSplit({ entries: ['app.ts'] })],
});
await bundleWorkflows({ app: 'app.ts', file: 'dist/workflows.js' });
process.exit();
