import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const exists = (path) => existsSync(fileURLToPath(new URL(path, import.meta.url)));

const project = {
  testEnvironment: 'node',
  // what `--conditions=durakit-source` is for Node: `durakit` and its subpaths lead to the sources
  testEnvironmentOptions: { customExportConditions: ['durakit-source', 'node', 'node-addons'] },
  extensionsToTreatAsEsm: ['.ts'],
  transform: {
    '^.+\\.ts$': [
      '@swc/jest',
      { jsc: { parser: { syntax: 'typescript' }, target: 'es2024' }, module: { type: 'es6' }, sourceMaps: 'inline', swcrc: false },
    ],
  },
  injectGlobals: false,
  testPathIgnorePatterns: ['/node_modules/', '<rootDir>/test/apps/', '<rootDir>/test/split/cases/'],
  modulePathIgnorePatterns: ['<rootDir>/dist/', '<rootDir>/.durakit/'],
};

// real Temporal and Postgres are started once, and only when a test of the integration project runs
const services = {
  ...(exists('test/setup/start-services.ts') && { globalSetup: '<rootDir>/test/setup/start-services.ts' }),
  ...(exists('test/setup/stop-services.ts') && { globalTeardown: '<rootDir>/test/setup/stop-services.ts' }),
};

export default {
  maxWorkers: 2,
  testTimeout: 120_000,
  watchman: false,
  projects: [
    {
      ...project,
      displayName: 'unit',
      testMatch: ['<rootDir>/test/**/*.test.ts'],
      testPathIgnorePatterns: [...project.testPathIgnorePatterns, '\\.integration\\.test\\.ts$'],
    },
    { ...project, ...services, displayName: 'integration', testMatch: ['<rootDir>/test/**/*.integration.test.ts'] },
  ],
};
