import { type CompletedLipsyncRequest, isTerminal, type LipsyncRequest } from '@chamelaion/contract';
import { LipsyncFailedError, WaitTimeoutError, waitForCompletion } from '@chamelaion/polling';
import type { ApiClient } from '../context/client.js';
import { CliError, InterruptedError } from '../errors/cli-error.js';
import { exitCodes } from '../errors/exit-codes.js';
import { formatDuration } from '../output/format.js';
import { Stage } from '../output/stage.js';
import { printable } from '../output/width.js';
import type { Session } from '../program/session.js';
import { resumeCommand, type Target } from './resume.js';

const RECENT = 20;

/** What to wait for, how long, and where its video is to go. */
export interface WaitOptions {
  requestId: string;
  timeoutMs: number;
  target: Target | undefined;
}

/** Waits for a job with progress for the user. A wait that ends early names the command that goes on. */
export async function waitFor(session: Session, options: WaitOptions): Promise<CompletedLipsyncRequest> {
  const { context, output } = session;
  const client = await session.client();
  const stage = new Stage(output, context.clock, 'Waiting');
  const usualMs = output.live.isLive ? usualDuration(client, context.signal) : Promise.resolve(undefined);
  let id = options.requestId;
  try {
    const request = await waitForCompletion(client, options.requestId, {
      signal: context.signal,
      timeoutMs: options.timeoutMs,
      onUpdate: ({ request: seen }) => {
        id = seen.id;
        if (isTerminal(seen.status)) return;
        stage.relabel(labelOf(seen));
        if (seen.status === 'processing') void usualMs.then((ms) => stage.relabel(labelOf(seen), ms));
      },
    });
    stage.done(`Completed in ${formatDuration(processingMs(request) ?? stage.elapsedMs)}`);
    return request;
  } catch (error) {
    stage.end();
    throw explain(session, error, id, options.target);
  }
}

/** What a failed job is to the user. */
export function failure(request: LipsyncRequest): CliError {
  const reason = printable(request.error_message ?? 'the service gave no reason');
  return new CliError({
    code: 'lipsync_failed',
    message: `The job ${request.id} failed: ${reason}.`.replace(/\.\.$/, '.'),
    hint: /URL/.test(reason)
      ? 'Its host may not exist or be private, answer 404, or ask for a login. Give a URL that the service can open.'
      : 'Correct the video or the voice, then run the same command again.',
    exitCode: exitCodes.failed,
  });
}

function explain(session: Session, error: unknown, id: string, target: Target | undefined): unknown {
  const resume = resumeCommand(session, 'wait', id, target);
  if (session.context.signal.aborted) return new InterruptedError(`The job goes on. Come back to it with: ${resume}`);
  if (LipsyncFailedError.isInstance(error)) return failure(error.request);
  if (!WaitTimeoutError.isInstance(error)) return error;
  return new CliError({
    code: error.code,
    message: `The job ${id} is still ${error.request?.status ?? 'pending'} after ${formatDuration(error.waitedMs)}.`,
    hint: `It goes on. Come back to it with: ${resume}`,
    exitCode: exitCodes.pending,
    cause: error,
  });
}

const LABELS: Record<string, string> = { queued: 'Queued', processing: 'Processing' };
const labelOf = (request: LipsyncRequest): string => LABELS[request.status] ?? printable(request.status);

/** The median time that the account's latest completed jobs took, or `undefined` where there are none. */
async function usualDuration(client: ApiClient, signal: AbortSignal): Promise<number | undefined> {
  try {
    const { data } = await client.lipsync.requests.list({ limit: RECENT }, { signal, maxRetries: 0 });
    const times = data.flatMap((request) => processingMs(request) ?? []).sort((a, b) => a - b);
    return times[Math.floor(times.length / 2)];
  } catch {
    return undefined;
  }
}

function processingMs(request: LipsyncRequest): number | undefined {
  if (request.status !== 'completed' || !request.started_at || !request.finished_at) return undefined;
  return Date.parse(request.finished_at) - Date.parse(request.started_at);
}
