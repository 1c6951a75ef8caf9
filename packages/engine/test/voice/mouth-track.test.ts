import { synthesize } from '@chamelaion/speech';
import { describe, expect, it } from 'vitest';
import { mouthTrack } from '../../src/voice/index.js';
import { correlation } from '../../src/voice/signal.js';

const noise = (length: number) => {
  let seed = 1;
  return Float32Array.from({ length }, () => {
    seed = (seed * 1103515245 + 12345) & 0x7fffffff;
    return seed / 0x40000000 - 1;
  });
};
async function* inChunks(pcm: Float32Array, sizes: number[]) {
  for (let at = 0, i = 0; at < pcm.length; i++) {
    const size = sizes[i % sizes.length]!;
    yield pcm.subarray(at, at + size);
    at += size;
  }
}

describe('mouthTrack', () => {
  it('gives as many frames as the sound has, at any sample rate and from no sample up', () => {
    for (const sampleRate of [8000, 11025, 16000, 22050, 44100, 48000, 96000])
      for (const length of [0, 1, 7, 399, 4000, 30001]) {
        const track = mouthTrack(noise(length), { sampleRate, fps: 25 });
        expect(track.opening.length).toBe(Math.ceil((length / sampleRate) * 25));
        for (const values of [track.opening, track.width, track.rounding])
          expect(values.every((x) => Number.isFinite(x) && x >= -0.01 && x <= 1.3)).toBe(true);
      }
  });

  it('reads the same mouth from chunks of any size as from the whole', async () => {
    const { pcm } = await synthesize('Bob met my papa before lunch.');
    const whole = mouthTrack(pcm, { sampleRate: 22050, fps: 30 });
    for (const sizes of [[1000], [1, 3, 5000, 17], [100_000]])
      expect(await mouthTrack(inChunks(pcm, sizes), { sampleRate: 22050, fps: 30 })).toEqual(whole);
  });

  it('hears nobody in silence', () => {
    const track = mouthTrack(new Float32Array(48000), { sampleRate: 16000, fps: 25 });
    expect(track.speech.some(Boolean)).toBe(false);
    expect(track.shapes.every((shape) => shape === 8)).toBe(true);
    expect(Math.max(...track.opening)).toBeLessThan(0.1);
  });

  it('counts samples that are not numbers as silence', () => {
    const track = mouthTrack(new Float32Array(16000).fill(Number.NaN), { sampleRate: 16000, fps: 25 });
    expect(track.speech.some(Boolean)).toBe(false);
  });

  it('follows the opening of a sentence', async () => {
    const speech = await synthesize('My mother always makes apple pie, pumpkin soup and lemon pudding.');
    const { opening } = mouthTrack(speech.pcm, { sampleRate: speech.sampleRate, fps: 25 });
    expect(correlation(opening, speech.mouthAt(25).opening)).toBeGreaterThan(0.5);
  });

  it('refuses rates that cannot be', () => {
    expect(() => mouthTrack(new Float32Array(1), { sampleRate: 0, fps: 25 })).toThrow(/sampleRate/);
    expect(() => mouthTrack(new Float32Array(1), { sampleRate: 16000, fps: Number.NaN })).toThrow(/fps/);
  });
});
