import path from 'node:path';
import { exitCodes } from '../../errors/exit-codes.js';
import { saveOutput } from '../../jobs/save-output.js';
import { timeoutMs } from '../../jobs/timeout.js';
import { waitFor } from '../../jobs/wait.js';
import { assertWritable } from '../../media/output-path.js';
import type { Run } from '../../program/definition.js';

interface WaitOptions {
  output?: string;
  force?: boolean;
  timeout?: number;
}

export const run: Run<WaitOptions> = async (session, [id = ''], options) => {
  const { context, output } = session;
  const file = options.output === undefined ? undefined : path.resolve(context.cwd, options.output);
  const target = file === undefined ? undefined : { path: file, force: options.force === true };
  if (target) await assertWritable(target.path, [], target.force);
  const request = await waitFor(session, {
    requestId: id,
    timeoutMs: await timeoutMs(session, options.timeout),
    target,
  });
  if (!target) {
    output.result({ request }, () => request.output_url);
    return exitCodes.done;
  }
  await saveOutput(session, request, target);
  output.result({ request, output: target.path }, () => path.relative(context.cwd, target.path) || target.path);
  return exitCodes.done;
};
