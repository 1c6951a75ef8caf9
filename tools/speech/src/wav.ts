import { writeFile } from 'node:fs/promises';

/** The bytes of a mono 16-bit WAV file; samples are clipped to −1…1. */
export function wavBytes(pcm: Float32Array, sampleRate: number): Uint8Array {
  const bytes = Buffer.alloc(44 + pcm.length * 2);
  bytes.write('RIFF', 0);
  bytes.writeUInt32LE(36 + pcm.length * 2, 4);
  bytes.write('WAVEfmt ', 8);
  bytes.writeUInt32LE(16, 16);
  bytes.writeUInt16LE(1, 20);
  bytes.writeUInt16LE(1, 22);
  bytes.writeUInt32LE(sampleRate, 24);
  bytes.writeUInt32LE(sampleRate * 2, 28);
  bytes.writeUInt16LE(2, 32);
  bytes.writeUInt16LE(16, 34);
  bytes.write('data', 36);
  bytes.writeUInt32LE(pcm.length * 2, 40);
  for (let i = 0; i < pcm.length; i++)
    bytes.writeInt16LE(Math.round(Math.max(-1, Math.min(1, pcm[i]!)) * 32767), 44 + 2 * i);
  return bytes;
}

/**
 * Writes a mono 16-bit WAV file.
 *
 * @example
 * const { pcm, sampleRate } = await synthesize('Hello.');
 * await writeWav('hello.wav', pcm, sampleRate);
 */
export async function writeWav(path: string, pcm: Float32Array, sampleRate: number): Promise<void> {
  await writeFile(path, wavBytes(pcm, sampleRate));
}

/** Reads a 16-bit WAV file; several channels are averaged. */
export function readWav(bytes: Uint8Array): { pcm: Float32Array; sampleRate: number } {
  const view = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let [channels, sampleRate] = [1, 16000];
  for (let at = 12; at + 8 <= view.length; ) {
    const name = view.toString('latin1', at, at + 4);
    const size = view.readUInt32LE(at + 4);
    if (name === 'fmt ') {
      channels = view.readUInt16LE(at + 10);
      sampleRate = view.readUInt32LE(at + 12);
    }
    if (name === 'data') {
      const frames = Math.floor(Math.min(size, view.length - at - 8) / 2 / channels);
      const pcm = Float32Array.from({ length: frames }, (_, i) => {
        let sum = 0;
        for (let c = 0; c < channels; c++) sum += view.readInt16LE(at + 8 + 2 * (i * channels + c));
        return sum / channels / 32768;
      });
      return { pcm, sampleRate };
    }
    at += 8 + size + (size & 1);
  }
  return { pcm: new Float32Array(0), sampleRate };
}
