/**
 * What `npm test` (quick) and `npm run test:long` (long) run, in order; the last line states the tally.
 *
 * quick: build, types, lint, drift of generated files, direction of imports, house rules, quick tests.
 * long: kills, soaks, runtime matrices, and the checks of the packages as they are published.
 */
import { check, finish, tests } from './steps.mjs';
import { workspacePackages } from './workspace.mjs';

const mode = process.argv[2];

function quick() {
  check('build and types', 'turbo', ['run', 'build', 'typecheck', '--output-logs=errors-only']);
  check('format and lint', 'biome', ['check', '.']);
  check('contract is valid OpenAPI', 'redocly', ['lint', 'spec/openapi.yaml']);
  check('generated files match the contract', 'tsx', ['tools/generate/src/main.ts', '--check']);
  check('reference pages match the contract', 'tsx', ['tools/site/src/reference/main.ts', '--check']);
  check('imports flow one way', 'node', ['tools/checks/imports.mjs']);
  check('house rules', 'node', ['tools/checks/house.mjs']);
  check('nothing unused', 'knip', []);
  tests('quick tests', []);
}

function long() {
  check('build', 'turbo', ['run', 'build', '--output-logs=errors-only']);
  for (const { directory, manifest } of workspacePackages().filter((entry) => !entry.manifest.private)) {
    const esmOnly = !JSON.stringify(manifest.exports).includes('require');
    check(`${manifest.name}: publint`, 'publint', ['--strict', directory]);
    check(`${manifest.name}: types resolve everywhere`, 'attw', [
      '--pack',
      directory,
      ...(esmOnly ? ['--profile', 'esm-only'] : []),
    ]);
  }
  check('public surfaces are as the API reports say', 'node', ['tools/checks/api-reports.mjs']);
  check('bundles are small', 'size-limit', []);
  check('packages are fit to publish', 'node', ['tools/checks/release.mjs', '--dry-run']);
  tests('long tests', [], { CHAMELAION_LONG: '1' });
  check('npm start dubs a video', 'node', ['tools/demo/demo.mjs']);
}

if (mode === 'long') long();
else quick();
finish();
