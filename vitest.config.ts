import { defineConfig } from 'vitest/config';

/**
 * Quick tests end in `.test.ts`, long ones (kills, soaks, runtime matrices) in `.long.ts`;
 * CHAMELAION_LONG=1 runs the long ones instead. Each package runs as a project of its own.
 */
const long = process.env['CHAMELAION_LONG'] === '1';
const suffix = long ? 'long' : 'test';
const project = (root: string) => ({
  test: {
    name: root,
    root,
    include: [`test/**/*.${suffix}.ts`, `src/**/*.${suffix}.ts`],
    testTimeout: long ? 600_000 : 60_000,
    hookTimeout: long ? 600_000 : 120_000,
    env: { CHAMELAION_LOG: 'off' },
  },
});

export default defineConfig({
  test: {
    passWithNoTests: true,
    maxWorkers: 2,
    projects: [
      'packages/contract',
      'packages/core',
      'packages/polling',
      'packages/msw',
      'packages/engine',
      'apps/cli',
      'apps/server',
      'tools/generate',
      'tools/speech',
      'tools/sample',
      'tools/cases',
      'tools/site',
      'tools/runtimes',
      'examples',
      'examples/shared-contract',
      'bench',
    ].map(project),
  },
});
