import { readFile } from 'node:fs/promises';
import { sampleMedia } from '@chamelaion/sample';
import { expect, onTestFinished, test } from 'vitest';
import { startProcess } from './support/process.js';
import { temporaryDirectory } from './support/temporary.js';

test('dubs a drawn head with the real engine, and says what is wrong with other media', {
  timeout: 240_000,
}, async () => {
  const media = await sampleMedia({ size: 256, says: 'Hello.', dub: 'Bob, my papa!' });
  const dataDir = await temporaryDirectory();
  const server = await startProcess('serve', { CHAMELAION_DATA_DIR: dataDir });
  onTestFinished(async () => void (await server.end('SIGKILL')));
  const video = await readFile(media.video);
  const audio = await readFile(media.audio);
  const submit = async (videoBytes: Uint8Array, audioBytes: Uint8Array) => {
    const body = new FormData();
    body.set('video', new Blob([new Uint8Array(videoBytes)]), 'v.mp4');
    body.set('audio', new Blob([new Uint8Array(audioBytes)]), 'a.wav');
    const response = await server.caller.post('/v1/lipsync/generate-with-media', { body });
    return ((await response.json()) as { request_id: string }).request_id;
  };

  const good = await server.caller.finished(await submit(video, audio), 200_000);
  expect(good).toMatchObject({ status: 'completed' });
  const output = Buffer.from(await (await fetch(good.output_url!)).arrayBuffer());
  expect(output.subarray(4, 8).toString()).toBe('ftyp');
  expect(output.length).toBeGreaterThan(10_000);

  const text = await server.caller.finished(await submit(Buffer.from('just some text, not a video'), audio));
  expect(text).toMatchObject({ status: 'failed', error_message: 'video is not an MP4 file' });
  const cut = await server.caller.finished(await submit(video.subarray(0, 4_000), audio), 100_000);
  expect(cut.status).toBe('failed');
  expect(cut.error_message).not.toContain(dataDir);
});
