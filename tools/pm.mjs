/**
 * The front door: makes `npm start`, `npm test` and the like work in a fresh clone that has only Node and npm.
 *
 * Installs with the exact pnpm of package.json when node_modules is missing or older than the lockfile, then runs
 * the pnpm script named on the command line with the rest of the arguments. An exact version, because a floating
 * one (and corepack) fails its signature look-up against some registries.
 *
 * Usage: node tools/pm.mjs run SCRIPT [ARGUMENTS...]
 */
import { spawnSync } from 'node:child_process';
import { readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const { packageManager, engines } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8'));
const windows = process.platform === 'win32';

const [major, minor] = process.versions.node.split('.').map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  console.error(
    `This project needs Node ${engines.node}; this is ${process.version}. Install a newer one and try again.`,
  );
  process.exit(1);
}

const modified = (file) => statSync(path.join(root, file), { throwIfNoEntry: false })?.mtimeMs ?? 0;

function pnpm(args) {
  const quoted = windows ? args.map((arg) => (/[\s"&|<>^]/.test(arg) ? `"${arg.replaceAll('"', '\\"')}"` : arg)) : args;
  const { npm_config_user_agent: _agent, ...env } = process.env;
  const result = spawnSync('npx', ['--yes', packageManager, ...quoted], {
    cwd: root,
    stdio: 'inherit',
    shell: windows,
    env: {
      ...env,
      CHAMELAION_INVOKED_FROM: process.env.INIT_CWD ?? process.cwd(),
      TURBO_TELEMETRY_DISABLED: '1',
      DO_NOT_TRACK: '1',
      npm_config_update_notifier: 'false',
    },
  });
  if (result.error) {
    console.error(`Could not run npx (${result.error.message}). Is npm on the PATH?`);
    process.exit(1);
  }
  return result.status ?? 1;
}

if (modified('node_modules/.modules.yaml') < modified('pnpm-lock.yaml')) {
  console.error('Installing what this project is built with; the first time that takes a minute.');
  const installed = pnpm(['install', '--frozen-lockfile', '--reporter=append-only', '--loglevel=error']);
  if (installed !== 0) process.exit(installed);
}
process.exit(pnpm(process.argv.slice(2)));
