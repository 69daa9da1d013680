import { existsSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';

const workspace = import.meta.dirname;

/** True when a project has tests that need PostgreSQL, NATS or Redis. */
function needsServers(projectRoot) {
  const hasMatch = (folder) =>
    readdirSync(folder, { recursive: true }).some((file) => /\.(int|e2e)-spec\.ts$/.test(String(file)));
  return ['src', 'test'].some((name) => existsSync(join(projectRoot, name)) && hasMatch(join(projectRoot, name)));
}

/**
 * The Jest configuration of every project: ESM, compiled by swc, workspace libraries read from their sources.
 * `*.spec.ts` needs nothing; `*.int-spec.ts` and `*.e2e-spec.ts` get real servers from the global set-up.
 */
export function jestConfig(projectRoot, overrides = {}) {
  return {
    rootDir: projectRoot,
    testMatch: ['<rootDir>/{src,test}/**/*.{spec,int-spec,e2e-spec}.ts'],
    testEnvironment: 'node',
    extensionsToTreatAsEsm: ['.ts'],
    transform: {
      '^.+\\.ts$': ['@swc/jest', { configFile: resolve(workspace, '.swcrc') }],
    },
    moduleNameMapper: {
      '^@atrium/([a-z-]+)$': resolve(workspace, 'libs/$1/src/index.ts'),
      '^(\\.{1,2}/.*)\\.js$': '$1',
    },
    setupFiles: ['reflect-metadata'],
    ...(needsServers(projectRoot)
      ? {
          globalSetup: resolve(workspace, 'libs/testing/src/jest/global-setup.ts'),
          globalTeardown: resolve(workspace, 'libs/testing/src/jest/global-teardown.ts'),
        }
      : {}),
    reporters: ['default', resolve(workspace, 'libs/testing/src/jest/tally-reporter.mjs')],
    testTimeout: 20_000,
    ...overrides,
  };
}
