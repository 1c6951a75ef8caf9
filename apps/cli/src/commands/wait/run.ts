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
  const target = options.output === undefined ? undefined : path.resolve(context.cwd, options.output);
  if (target !== undefined) await assertWritable(target, [], options.force === true);
  const request = await waitFor(session, {
    requestId: id,
    timeoutMs: await timeoutMs(session, options.timeout),
    output: target,
  });
  if (target === undefined) {
    output.result({ request }, () => request.output_url);
    return exitCodes.done;
  }
  await saveOutput(session, request, target);
  output.result({ request, output: target }, () => path.relative(context.cwd, target) || target);
  return exitCodes.done;
};
