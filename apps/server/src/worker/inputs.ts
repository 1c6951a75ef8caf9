import { open } from 'node:fs/promises';
import { join } from 'node:path';
import type { Agent } from 'undici';
import { fetchInput } from '../fetch/fetch-input.js';
import { type InputName, wrongType } from '../media/media-problem.js';
import { looksLikeAudio, looksLikeVideo, SNIFF_BYTES } from '../media/sniff.js';
import type { Service } from '../service.js';
import type { ClaimedJob } from '../store/jobs.js';

/** What preparing a job's inputs needs. */
export interface PrepareOptions {
  service: Service;
  agent: Agent;
  directory: string;
  signal: AbortSignal;
}

/** Brings both inputs onto the local disk and checks what they are. */
export async function prepareInputs(
  job: ClaimedJob,
  options: PrepareOptions,
): Promise<{ video: string; audio: string }> {
  const video = await prepare('video', job, options);
  const audio = await prepare('audio', job, options);
  return { video, audio };
}

async function prepare(input: InputName, job: ClaimedJob, { service, agent, directory, signal }: PrepareOptions) {
  const source = job[input];
  if ('url' in source) {
    const path = join(directory, input);
    const { maxUploadBytes: maxBytes, fetchSeconds: seconds } = service.config;
    await fetchInput({ input, url: source.url, path, agent, maxBytes, seconds, signal });
    return path;
  }
  const path = await service.storage.localPath(source.key, directory);
  const fits = input === 'video' ? looksLikeVideo : looksLikeAudio;
  if (!fits(await headOf(path))) throw wrongType(input);
  return path;
}

async function headOf(path: string): Promise<Uint8Array> {
  const handle = await open(path, 'r');
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(SNIFF_BYTES), 0, SNIFF_BYTES, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await handle.close();
  }
}
