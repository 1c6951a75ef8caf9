import type { LipsyncRequest } from '@chamelaion/contract';
import { DownloadError, download } from '@chamelaion/polling';
import { CliError, InterruptedError } from '../errors/cli-error.js';
import { reportOf } from '../errors/report.js';
import { transferText } from '../output/format.js';
import { Stage } from '../output/stage.js';
import type { Session } from '../program/session.js';
import { resumeCommand, type Target } from './resume.js';

/** Downloads a completed job's video with progress for the user. One that is cut short names the command that goes on. */
export async function saveOutput(session: Session, request: LipsyncRequest, target: Target): Promise<void> {
  const { context, output } = session;
  const stage = new Stage(output, context.clock, 'Downloading');
  let bytes = 0;
  try {
    await download(await session.client(), request, target.path, {
      signal: context.signal,
      onProgress: (progress) => {
        bytes = progress.receivedBytes;
        stage.transferred(progress.receivedBytes, progress.totalBytes);
      },
    });
    stage.done(`Downloaded the video (${transferText(bytes, stage.elapsedMs)})`);
  } catch (error) {
    stage.end();
    const rest = resumeCommand(session, 'download', request.id, target);
    if (context.signal.aborted) throw new InterruptedError(`The video is there. Fetch the rest with: ${rest}`);
    throw explain(error, target, rest);
  }
}

/** The job is done and paid: what failed is only its download. */
function explain(error: unknown, target: Target, rest: string): unknown {
  if (!DownloadError.isInstance(error)) return error;
  const isDiskFull = (error.cause as NodeJS.ErrnoException | undefined)?.code === 'ENOSPC';
  const { message, exitCode } = reportOf(error);
  return new CliError({
    code: error.code,
    message: isDiskFull ? `The disk is full: ${target.path} cannot be written.` : message,
    hint: `${isDiskFull ? 'Make room, then f' : 'F'}etch it with: ${rest}`,
    exitCode,
    cause: error,
  });
}
