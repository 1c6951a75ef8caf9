import { once } from 'node:events';
import { request } from 'node:http';
import { residentMb } from './processes.js';

const CHUNK = Buffer.alloc(1024 * 1024, 1);
/** As long as those that clients make; a parser takes longer steps the longer it is. */
const BOUNDARY = 'formdata-2a9f4c1be07d4c0c9a6de3b1f85c7d20';

/** What an upload of two large files at once cost. */
export interface UploadCost {
  seconds: number;
  /** Peak memory of the receiving process above what it held before, in MB. */
  peakMb: number;
}

/** Sends two uploads at once and watches the memory of the process that receives them. */
export async function measureUploads(
  pid: number,
  url: string,
  headers: Record<string, string>,
  megabytes: number,
): Promise<UploadCost> {
  const idleMb = await residentMb(pid);
  let peakMb = idleMb;
  const watch = setInterval(async () => {
    peakMb = Math.max(peakMb, await residentMb(pid));
  }, 20);
  const startedAt = performance.now();
  await Promise.all([upload(url, headers, megabytes), upload(url, headers, megabytes)]);
  clearInterval(watch);
  return { seconds: (performance.now() - startedAt) / 1_000, peakMb: peakMb - idleMb };
}

async function upload(url: string, headers: Record<string, string>, megabytes: number): Promise<void> {
  const part = (name: string) =>
    `--${BOUNDARY}\r\nContent-Disposition: form-data; name="${name}"; filename="${name}"\r\n\r\n`;
  const outgoing = request(url, {
    method: 'POST',
    headers: { ...headers, 'content-type': `multipart/form-data; boundary=${BOUNDARY}` },
  });
  const answered = once(outgoing, 'response');
  outgoing.write(`${part('audio')}RIFF0000WAVEfmt \r\n${part('video')}\0\0\0\x18ftypisom`);
  for (let sent = 0; sent < megabytes; sent++) {
    if (!outgoing.write(CHUNK)) await once(outgoing, 'drain');
  }
  outgoing.end(`\r\n--${BOUNDARY}--\r\n`);
  const [response] = await answered;
  response.resume();
  await once(response, 'end');
  if (response.statusCode !== 200) throw new Error(`the upload was answered with ${response.statusCode}`);
}
