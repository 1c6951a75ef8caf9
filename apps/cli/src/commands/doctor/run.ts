import { type ExitCode, exitCodes } from '../../errors/exit-codes.js';
import { Stage } from '../../output/stage.js';
import { pad } from '../../output/width.js';
import type { Run } from '../../program/definition.js';
import { type Check, type CheckResult, judge } from './check.js';
import { localChecks } from './local-checks.js';
import { serviceChecks } from './service-checks.js';

export const run: Run<Record<string, never>> = async (session) => {
  const { context, output } = session;
  const results: CheckResult[] = [];
  const stage = new Stage(output, context.clock, 'Checking');
  const checks: Check[] = [...localChecks(session), ...serviceChecks(session)];
  for (const check of checks) {
    if (output.live.isLive) stage.relabel(`Checking: ${check.name}`);
    results.push(await judge(check));
    context.signal.throwIfAborted();
  }
  stage.end();
  const failed = results.find((result) => result.status === 'failed');
  output.result({ ok: !failed, checks: results.map(({ exitCode: _, ...shown }) => shown) }, () =>
    results.flatMap((result) => {
      const { green, red, yellow, dim } = output.colors;
      const mark = { ok: green('✓'), warning: yellow('!'), failed: red('✗'), skipped: dim('-') }[result.status];
      const line = `${mark} ${pad(result.name, 16)} ${result.detail}`;
      return result.hint ? [line, `${' '.repeat(19)}${result.hint}`] : [line];
    }),
  );
  return (failed?.exitCode as ExitCode | undefined) ?? exitCodes.done;
};
