import path from 'node:path';
import type { LipsyncModel } from '@chamelaion/contract';
import { CliError } from '../../errors/cli-error.js';
import { exitCodes } from '../../errors/exit-codes.js';
import { assertModelApplies } from '../../jobs/model.js';
import { saveOutput } from '../../jobs/save-output.js';
import { inventReference, type Job, submit } from '../../jobs/submit.js';
import { timeoutMs } from '../../jobs/timeout.js';
import { waitFor } from '../../jobs/wait.js';
import { assertWritable, defaultOutput } from '../../media/output-path.js';
import { readSource } from '../../media/source.js';
import type { Run } from '../../program/definition.js';

interface SyncOptions {
  output?: string;
  force?: boolean;
  referenceId?: string;
  maxFace?: boolean;
  model?: LipsyncModel;
  wait: boolean;
  timeout?: number;
  open?: boolean;
}

export const run: Run<SyncOptions> = async (session, [videoWord = '', audioWord = ''], options) => {
  const { context, output } = session;
  if (!options.wait) assertNothingAfterwards(options);
  const video = await readSource(videoWord, 'video', context.cwd);
  const audio = await readSource(audioWord, 'audio', context.cwd);
  assertModelApplies(options.model, video, audio);
  const file = path.resolve(context.cwd, options.output ?? defaultOutput(video, context.cwd));
  const target = { path: file, force: options.force === true };
  if (options.wait) await assertWritable(file, [video, audio], target.force);

  const referenceId = options.referenceId ?? inventReference(video);
  const job: Job = { video, audio, referenceId, maxFace: options.maxFace, model: options.model };
  const requestId = await submit(session, job);
  if (!options.wait) {
    output.result({ request_id: requestId, reference_id: referenceId }, () => requestId);
    return exitCodes.done;
  }
  output.note(`Request ${requestId}`);
  const request = await waitFor(session, {
    requestId,
    timeoutMs: await timeoutMs(session, options.timeout),
    target,
  });
  await saveOutput(session, request, target);
  output.result({ request, output: file }, () => path.relative(context.cwd, file) || file);
  if (options.open) await context.openFile(file);
  return exitCodes.done;
};

/** What only applies to a result cannot go with `--no-wait`, which fetches none. */
function assertNothingAfterwards({ output, force, open, timeout }: SyncOptions): void {
  const given = { '-o': output, '--force': force, '--open': open, '--timeout': timeout };
  const [flag] = Object.entries(given).find(([, value]) => value !== undefined) ?? [];
  if (!flag) return;
  throw new CliError({
    code: 'usage',
    message: `${flag} and --no-wait contradict each other: nothing is waited for or downloaded.`,
    hint: 'Leave one of them out. To come back to the job: chamelaion wait REQUEST -o FILE',
  });
}
