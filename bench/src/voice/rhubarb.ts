import type { MouthTrack } from '@chamelaion/engine';
import { Rhubarb } from 'rhubarb-lip-sync-wasm';
import { VOICE_RATE } from '../../../packages/engine/src/voice/log-mel.js';
import { Resampler } from '../../../packages/engine/src/voice/resampler.js';
import { type Cue, trackOfCues } from './cues.js';

/** Rhubarb Lip Sync (speech recognition of English) as WebAssembly, without the text. */
export async function rhubarbTrack(pcm: Float32Array, sampleRate: number): Promise<MouthTrack> {
  const { mouthCues } = await quietly(() => Rhubarb.getLipSync(shorts(pcm, sampleRate)));
  const cues = mouthCues.map(({ start, value }) => ({ start, shape: value as Cue['shape'] }));
  return trackOfCues(cues, pcm.length / sampleRate);
}

function shorts(pcm: Float32Array, sampleRate: number): Buffer<ArrayBuffer> {
  const bytes: number[] = [];
  const resampler = new Resampler(sampleRate, VOICE_RATE, (samples) => {
    for (const sample of samples) {
      const value = Math.round(Math.max(-1, Math.min(1, sample)) * 32767);
      bytes.push(value & 255, (value >> 8) & 255);
    }
  });
  resampler.push(pcm);
  resampler.finish();
  return Buffer.from(bytes);
}

/** It tells the console all that it does. */
async function quietly<T>(work: () => Promise<T>): Promise<T> {
  const { log, warn, error } = console;
  console.log = console.warn = console.error = () => {};
  try {
    return await work();
  } finally {
    Object.assign(console, { log, warn, error });
  }
}
