import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { root } from './workspace.mjs';

const windows = process.platform === 'win32';

/** What a run of steps came to. */
export const tally = { passed: 0, failed: 0, skipped: 0 };

/** Runs one command as one step, and reports it. Commands come from node_modules/.bin. */
export function step(name, command, args, env = {}) {
  console.log(`\n> ${name}`);
  const started = Date.now();
  const result = spawnSync(command, args, {
    cwd: root,
    stdio: 'inherit',
    shell: windows,
    env: {
      ...process.env,
      ...env,
      PATH: `${path.join(root, 'node_modules/.bin')}${path.delimiter}${process.env.PATH}`,
      TURBO_TELEMETRY_DISABLED: '1',
      DO_NOT_TRACK: '1',
    },
  });
  const ok = result.status === 0;
  console.log(`${ok ? 'ok' : 'FAILED'}: ${name} (${((Date.now() - started) / 1000).toFixed(0)} s)`);
  return ok;
}

/** A step that counts as one check. */
export function check(name, command, args, env) {
  tally[step(name, command, args, env) ? 'passed' : 'failed'] += 1;
}

/** Runs vitest; each of its tests counts. */
export function tests(name, args, env) {
  const folder = mkdtempSync(path.join(tmpdir(), 'chamelaion-tests-'));
  const report = path.join(folder, 'report.json');
  const ok = step(
    name,
    'vitest',
    ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${report}`, ...args],
    env,
  );
  const counts = existsSync(report) ? JSON.parse(readFileSync(report, 'utf8')) : {};
  rmSync(folder, { recursive: true });
  tally.passed += counts.numPassedTests ?? 0;
  tally.skipped += counts.numPendingTests ?? 0;
  const failed = counts.numFailedTests ?? 0;
  // A crash of the runner, or a file that does not load, fails without a failed test.
  tally.failed += !ok && failed === 0 ? 1 : failed;
}

/** Prints the tally as the last line and sets the exit code. */
export function finish() {
  const skipped = tally.skipped > 0 ? `, ${tally.skipped} skipped` : '';
  console.log(`\n${tally.passed} passed, ${tally.failed} failed${skipped}`);
  process.exitCode = tally.failed > 0 ? 1 : 0;
}
