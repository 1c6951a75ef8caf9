import type { CompletedLipsyncRequest, LipsyncGenerate } from '@chamelaion/contract';
import type { CallOptions, GeneratingClient } from './client.js';
import { type Download, type DownloadProgress, notWritable } from './download/download.js';
import type { DownloadOutput, Files } from './download/sink.js';
import { DownloadError } from './errors/download.js';
import { InvalidOptionError } from './errors/invalid-option.js';
import { type WaitForCompletionOptions, waitForCompletion } from './wait-for-completion.js';

/** What {@link sync} dubs, and where to. */
export interface SyncParams<Upload> extends WaitForCompletionOptions {
  /** The video: an `http(s)` URL that the service fetches, or a file in any form that the client uploads. */
  video: Upload | string | URL;
  /** The voice, likewise; of the same kind as the video. */
  audio: Upload | string | URL;
  /** Where to write the finished video. Without it nothing is downloaded. */
  output?: DownloadOutput | undefined;
  /** Your own name for the job. */
  reference_id?: string | undefined;
  /** `true` dubs the largest face of every frame instead of the one that speaks. */
  disable_active_speaker_detection?: boolean | undefined;
  /** Called once the service has accepted the job: keep the id, and nothing that happens later loses it. */
  onSubmit?: ((generate: LipsyncGenerate) => void) | undefined;
  /** How far the upload is, where the client tells. */
  onUploadProgress?: CallOptions['onUploadProgress'];
  /** How far the download is. */
  onDownloadProgress?: ((progress: DownloadProgress) => void) | undefined;
}

/** The type of {@link sync}. */
export type Sync = <Upload>(
  client: GeneratingClient<Upload>,
  params: SyncParams<NoInfer<Upload>>,
) => Promise<CompletedLipsyncRequest>;

/** Makes {@link Sync} from a platform's download and files. */
export function syncWith(download: Download, files: Files): Sync {
  return async (client, params) => {
    const { output, onSubmit, onDownloadProgress: onProgress, signal, runtime } = params;
    if (typeof output === 'string' || output instanceof URL) await checkOutput(files, output);
    const generate = await submit(client, params);
    onSubmit?.(generate);
    const request = await waitForCompletion(client, generate, params);
    if (output !== undefined) await download(client, request, output, { signal, runtime, onProgress });
    return request;
  };
}

/** A video that cannot be written is found out before it is paid for. */
async function checkOutput(files: Files, output: string | URL): Promise<void> {
  await files.check(output).catch((cause: unknown) => {
    throw DownloadError.isInstance(cause) ? cause : notWritable(cause, undefined);
  });
}

async function submit<Upload>(client: GeneratingClient<Upload>, params: SyncParams<Upload>): Promise<LipsyncGenerate> {
  const { video, audio, reference_id, disable_active_speaker_detection, signal, onUploadProgress } = params;
  const common = {
    ...(reference_id !== undefined && { reference_id }),
    ...(disable_active_speaker_detection !== undefined && { disable_active_speaker_detection }),
  };
  const options = { ...(signal && { signal }), ...(onUploadProgress && { onUploadProgress }) };
  if (isRemote(video) && isRemote(audio)) {
    const inputs = [
      { type: 'video' as const, url: String(video) },
      { type: 'audio' as const, url: String(audio) },
    ];
    return client.lipsync.generate({ inputs, ...common }, options);
  }
  if (isRemote(video) || isRemote(audio)) {
    const [remote, local] = isRemote(video) ? ['video', 'audio'] : ['audio', 'video'];
    throw new InvalidOptionError(remote!, `is a URL and \`${local}\` is a file: pass two URLs or two files`);
  }
  return client.lipsync.generateWithMedia({ video: video as Upload, audio: audio as Upload, ...common }, options);
}

function isRemote(media: unknown): boolean {
  return /^https?:\/\//i.test(media instanceof URL ? media.href : typeof media === 'string' ? media : '');
}
