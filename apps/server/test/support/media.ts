/** Bytes that begin like an MP4. */
export const videoBytes = (bytes = 64): Buffer => {
  const video = Buffer.alloc(Math.max(bytes, 16));
  video.write('\0\0\0\x18ftypisom', 'latin1');
  return video;
};

/** Bytes that begin like a WAV and tell the test engines what to do. */
export const audioBytes = (orders: Record<string, unknown> = {}): Buffer =>
  Buffer.from(`RIFF0000WAVEfmt ${JSON.stringify(orders)}`, 'latin1');

/** A form for generate-with-media. */
export function mediaForm(orders: Record<string, unknown> = {}, fields: Record<string, string> = {}): FormData {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.set(name, value);
  form.set('video', new Blob([new Uint8Array(videoBytes())]), 'video.mp4');
  form.set('audio', new Blob([new Uint8Array(audioBytes(orders))]), 'audio.wav');
  return form;
}
