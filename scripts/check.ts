/** `npm run check`: format, lint, types and architecture, one after the other; all run even if one fails. */
import { runTool, type Tool } from './run-tool.ts';

const checks: readonly { readonly name: string; readonly tool: Tool }[] = [
  { name: 'format', tool: { module: 'prettier', script: 'bin/prettier.cjs', arguments: ['--check', '--log-level', 'warn', '.'] } },
  { name: 'lint', tool: { module: 'eslint', script: 'bin/eslint.js', arguments: ['.'] } },
  { name: 'types', tool: { module: 'typescript', script: 'bin/tsc', arguments: ['--noEmit', '-p', 'tsconfig.json'] } },
  {
    name: 'architecture',
    tool: {
      module: 'jest',
      script: 'bin/jest.js',
      arguments: ['--selectProjects', 'unit', '--testPathPatterns', 'test/architecture'],
      nodeOptions: ['--experimental-vm-modules', '--disable-warning=ExperimentalWarning'],
    },
  },
];

const failed: string[] = [];
for (const { name, tool } of checks) {
  console.log(`\n== ${name}`);
  const start = performance.now();
  const code = await runTool(tool);
  const seconds = ((performance.now() - start) / 1000).toFixed(1);
  console.log(`== ${name}: ${code === 0 ? 'good' : 'FAILED'} (${seconds} s)`);
  if (code !== 0) failed.push(name);
}
if (failed.length > 0) {
  console.error(`\ncheck failed: ${failed.join(', ')}`);
  process.exitCode = 1;
}
