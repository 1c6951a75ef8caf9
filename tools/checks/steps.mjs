import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { root } from './workspace.mjs';

const windows = process.platform === 'win32';

/** What a run of steps came to. */
export const tally = { passed: 0, failed: 0, skipped: 0 };

/** What failed, to be told once more at the end: the output above it may be long. */
const failures = [];

/**
 * Runs one command as one step, and reports it. Commands come from node_modules/.bin. A quiet one shows what it printed
 * only when it fails.
 */
export function step(name, command, args, { env = {}, isQuiet = false } = {}) {
  console.log(`\n> ${name}`);
  const started = Date.now();
  const result = spawnSync(command, args, {
    cwd: root,
    stdio: isQuiet ? 'pipe' : 'inherit',
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
  if (isQuiet && !ok) process.stderr.write(`${result.stdout ?? ''}${result.stderr ?? ''}`);
  console.log(`${ok ? 'ok' : 'FAILED'}: ${name} (${((Date.now() - started) / 1000).toFixed(0)} s)`);
  return ok;
}

/** A step that counts as one check. */
export function check(name, command, args, env) {
  const ok = step(name, command, args, { env });
  tally[ok ? 'passed' : 'failed'] += 1;
  if (!ok) failures.push(name);
}

/** Runs vitest; each of its tests counts. */
export function tests(name, args, env) {
  const folder = mkdtempSync(path.join(tmpdir(), 'chamelaion-tests-'));
  const report = path.join(folder, 'report.json');
  const ok = step(
    name,
    'vitest',
    ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${report}`, ...args],
    { env },
  );
  const counts = existsSync(report) ? JSON.parse(readFileSync(report, 'utf8')) : {};
  failures.push(...failedTests(counts));
  rmSync(folder, { recursive: true });
  tally.passed += counts.numPassedTests ?? 0;
  tally.skipped += counts.numPendingTests ?? 0;
  const failed = counts.numFailedTests ?? 0;
  // A crash of the runner, or a file that does not load, fails without a failed test.
  tally.failed += !ok && failed === 0 ? 1 : failed;
  if (!ok && failed === 0) failures.push(name);
}

function failedTests({ testResults = [] }) {
  return testResults.flatMap(({ name: file, assertionResults }) =>
    assertionResults
      .filter(({ status }) => status === 'failed')
      .map(({ fullName, failureMessages }) => {
        const [reason = ''] = (failureMessages[0] ?? '').split('\n');
        return `${path.relative(root, file)}: ${fullName}: ${reason.slice(0, 200)}`;
      }),
  );
}

/** Prints what failed and, as the last line, the tally; sets the exit code. */
export function finish() {
  if (failures.length > 0) console.log(`\nFailed:\n${failures.map((failure) => `- ${failure}`).join('\n')}`);
  const skipped = tally.skipped > 0 ? `, ${tally.skipped} skipped` : '';
  console.log(`\n${tally.passed} passed, ${tally.failed} failed${skipped}`);
  process.exitCode = tally.failed > 0 ? 1 : 0;
}
