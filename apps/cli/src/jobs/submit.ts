import { randomBytes } from 'node:crypto';
import path from 'node:path';
import { ChamelaionError, type LipsyncModel } from '@chamelaion/contract';
import type { ApiClient } from '../context/client.js';
import { CliError, InterruptedError } from '../errors/cli-error.js';
import { exitCodes } from '../errors/exit-codes.js';
import { bringTogether, type FetchedSources } from '../media/fetch-remote.js';
import { type Source, sourceName } from '../media/source.js';
import { transferText } from '../output/format.js';
import { Stage } from '../output/stage.js';
import { quoteWords } from '../program/quote.js';
import type { Session } from '../program/session.js';
import { type Patience, patience } from './patience.js';

/** A job to start. */
export interface Job {
  video: Source;
  audio: Source;
  referenceId: string;
  maxFace?: boolean | undefined;
  model?: LipsyncModel | undefined;
}

/** How a job is sent: what tells of progress, what aborts it, how it is tried again, what marks it as the same job. */
export interface SendOptions extends Patience {
  signal: AbortSignal;
  onUploadProgress?: (progress: { sentBytes: number; totalBytes?: number | undefined }) => void;
  idempotencyKey?: string;
  /** Whether other jobs may have the same reference. Default `false`. */
  sharedReference?: boolean;
}

/** A reference for a job that was given none: `episode-3f9a1c2b7d04`, so that it can be found again whatever happens. */
export function inventReference(video: Source): string {
  const name = path
    .parse(sourceName(video))
    .name.replace(/[^\w.-]+/g, '-')
    .slice(0, 40);
  return `${name || 'video'}-${randomBytes(6).toString('hex')}`;
}

/** Sends a job whose sources are both URLs or both files; resolves with its request id. */
export async function send(client: ApiClient, job: Job, options: SendOptions): Promise<string> {
  const { video, audio, referenceId, maxFace, model } = job;
  const common = {
    reference_id: referenceId,
    ...(maxFace === undefined ? {} : { disable_active_speaker_detection: maxFace }),
  };
  if (video.kind === 'url' && audio.kind === 'url') {
    const inputs = [
      { type: 'video' as const, url: video.url },
      { type: 'audio' as const, url: audio.url },
    ];
    return (await client.lipsync.generate({ inputs, ...common }, options)).request_id;
  }
  const body = { video: fileOf(video), audio: fileOf(audio), ...common, ...(model ? { model } : {}) };
  return (await client.lipsync.generateWithMedia(body, options)).request_id;
}

/** Sends one job with progress for the user; a remote source beside a local one is fetched first. */
export async function submit(session: Session, job: Job): Promise<string> {
  const client = await session.client();
  const { video, audio, cleanUp } = await fetchWithProgress(session, job);
  try {
    const name = `${sourceName(job.video)} and ${sourceName(job.audio)}`;
    return await sendWithProgress(session, client, { ...job, video, audio }, name);
  } finally {
    await cleanUp();
  }
}

async function fetchWithProgress({ context, output }: Session, { video, audio }: Job): Promise<FetchedSources> {
  if (video.kind === audio.kind) return bringTogether(context, video, audio, () => {});
  const name = sourceName(video.kind === 'url' ? video : audio);
  const stage = new Stage(output, context.clock, `Fetching ${name}`);
  try {
    const fetched = await bringTogether(context, video, audio, (bytes, total) => stage.transferred(bytes, total));
    stage.done(`Fetched ${name}`);
    return fetched;
  } finally {
    stage.end();
  }
}

async function sendWithProgress(session: Session, client: ApiClient, job: Job, name: string): Promise<string> {
  const { context, output } = session;
  const isUpload = job.video.kind === 'file';
  const stage = new Stage(output, context.clock, `${isUpload ? 'Uploading' : 'Submitting'} ${name}`);
  let bytes = 0;
  let isSent = !isUpload;
  try {
    const requestId = await send(client, job, {
      ...patience((text) => output.note(text)),
      signal: context.signal,
      onUploadProgress: ({ sentBytes, totalBytes }) => {
        bytes = sentBytes;
        isSent = sentBytes === totalBytes;
        stage.transferred(sentBytes, totalBytes);
      },
    });
    stage.done(isUpload ? `Uploaded ${name} (${transferText(bytes, stage.elapsedMs)})` : `Submitted ${name}`);
    return requestId;
  } catch (error) {
    stage.end();
    const look = quoteWords(['chamelaion', 'list', '--reference-id', job.referenceId, ...session.sameServiceFlags]);
    if (!context.signal.aborted) throw perhapsAccepted(error, look);
    throw new InterruptedError(
      isSent
        ? `The service may have accepted it. ${lookFirst(look)}`
        : 'Nothing was submitted. Run the same command again.',
    );
  }
}

const lookFirst = (look: string): string =>
  `Look before you run it again, which is safe where this shows no new job: ${look}`;

/** Running the same command again would pay a second time for a job that was accepted: says where to look first. */
function perhapsAccepted(error: unknown, look: string): unknown {
  if (!ChamelaionError.isInstance(error) || error.name !== 'PossiblyAcceptedError') return error;
  return new CliError({
    code: error.code,
    message: 'The service may have accepted the job although its answer did not arrive; it was not sent again.',
    hint: lookFirst(look),
    exitCode: exitCodes.failed,
    cause: error,
  });
}

function fileOf(source: Source): string {
  return source.kind === 'file' ? source.path : source.url;
}
