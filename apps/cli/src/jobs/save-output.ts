import type { LipsyncRequest } from '@chamelaion/contract';
import { download } from '@chamelaion/polling';
import { InterruptedError } from '../errors/cli-error.js';
import { transferText } from '../output/format.js';
import { Stage } from '../output/stage.js';
import { quoteWords } from '../program/quote.js';
import type { Session } from '../program/session.js';

/** Downloads a completed job's video with progress for the user. */
export async function saveOutput(session: Session, request: LipsyncRequest, target: string): Promise<void> {
  const { context, output } = session;
  const stage = new Stage(output, context.clock, 'Downloading');
  let bytes = 0;
  try {
    await download(await session.client(), request, target, {
      signal: context.signal,
      onProgress: (progress) => {
        bytes = progress.receivedBytes;
        stage.transferred(progress.receivedBytes, progress.totalBytes);
      },
    });
    stage.done(`Downloaded the video (${transferText(bytes, stage.elapsedMs)})`);
  } catch (error) {
    stage.end();
    if (!context.signal.aborted) throw error;
    const words = ['chamelaion', 'download', request.id, '-o', target, ...session.sameServiceFlags];
    throw new InterruptedError(`The video is there. Fetch the rest with: ${quoteWords(words)}`);
  }
}
