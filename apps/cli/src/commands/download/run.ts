import path from 'node:path';
import { CliError } from '../../errors/cli-error.js';
import { exitCodes } from '../../errors/exit-codes.js';
import { resumeCommand } from '../../jobs/resume.js';
import { saveOutput } from '../../jobs/save-output.js';
import { failure } from '../../jobs/wait.js';
import { assertWritable } from '../../media/output-path.js';
import type { Run } from '../../program/definition.js';

interface DownloadOptions {
  output?: string;
  force?: boolean;
}

export const run: Run<DownloadOptions> = async (session, [id = ''], options) => {
  const { context, output } = session;
  const client = await session.client();
  const request = await client.lipsync.requests.retrieve(id, { signal: context.signal });
  const name = (request.reference_id ?? request.id).replace(/[^\w.-]+/g, '-');
  const file = path.resolve(context.cwd, options.output ?? `${name}.mp4`);
  const target = { path: file, force: options.force === true };
  if (request.status === 'failed') throw failure(request);
  if (request.status !== 'completed') {
    throw new CliError({
      code: 'not_completed',
      message: `The job ${request.id} is still ${request.status}.`,
      hint: `Wait for it: ${resumeCommand(session, 'wait', request.id, target)}`,
      exitCode: exitCodes.pending,
    });
  }
  await assertWritable(file, [], target.force);
  await saveOutput(session, request, target);
  output.result({ request, output: file }, () => path.relative(context.cwd, file) || file);
  return exitCodes.done;
};
