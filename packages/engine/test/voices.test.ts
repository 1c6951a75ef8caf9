import { writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { encodeAac } from '../src/media/aac.js';
import { atAacRate, mono, seconds } from '../src/media/sound.js';
import { readSound } from '../src/media/sound-reader.js';
import { whileCodecsRun } from '../src/media/webcodecs.js';
import { folder } from './fixtures.js';
import { recording } from './media.js';
import { lag } from './watch.js';

/** Half a second of a sweep from 200 Hz up, then silence. */
const wave = (t: number): number => (t < 0.5 ? 0.5 * Math.sin(2 * Math.PI * (200 * t + 900 * t * t)) : 0);

/** Writes the wave as integer samples, a quarter second of silence at the end. */
function writeWave(path: string, sampleRate: number, channels: number, bits: number): void {
  const frames = Math.round(0.75 * sampleRate);
  const bytes = bits / 8;
  const file = Buffer.alloc(44 + frames * channels * bytes);
  file.write('RIFF____WAVEfmt ', 'latin1');
  file.writeUInt32LE(file.length - 8, 4);
  file.writeUInt32LE(16, 16);
  file.writeUInt16LE(1, 20);
  file.writeUInt16LE(channels, 22);
  file.writeUInt32LE(sampleRate, 24);
  file.writeUInt32LE(sampleRate * channels * bytes, 28);
  file.writeUInt16LE(channels * bytes, 32);
  file.writeUInt16LE(bits, 34);
  file.write('data', 36, 'latin1');
  file.writeUInt32LE(file.length - 44, 40);
  for (let i = 0; i < frames; i++) {
    const value = Math.round(wave(i / sampleRate) * (2 ** (bits - 1) - 1));
    for (let k = 0; k < channels; k++) file.writeIntLE(value, 44 + (i * channels + k) * bytes, bytes);
  }
  writeFileSync(path, file);
}

test.each([
  [8000, 1, 16],
  [44100, 2, 24],
  [48000, 6, 16],
  [96000, 2, 32],
])('a voice of %i Hz, %i channels and %i bits is read whole and in time', async (sampleRate, channels, bits) => {
  const { path } = folder();
  writeWave(path('voice.wav'), sampleRate, channels, bits);
  const sound = await whileCodecsRun(() => readSound(path('voice.wav')));
  expect(sound.sampleRate).toBe(sampleRate);
  expect(seconds(sound)).toBeCloseTo(0.75, 3);
  expect(sound.channels.length).toBe(Math.min(2, channels));
  const level = channels > 2 ? Math.max(...sound.channels[0]!) / 0.5 : 1;
  const read = mono(sound.channels);
  for (let i = 0; i < read.length; i += 97)
    expect(read[i]! / level).toBeCloseTo(wave(i / sampleRate), channels > 2 ? 0 : 2);
});

test.each(['papa.mp3', 'papa.flac'])('%s is as long as the WAV it was made from, and in time', async (name) => {
  const [sound, original] = await whileCodecsRun(async () => [
    await readSound(recording(name)),
    await readSound(recording('papa.wav')),
  ]);
  expect(seconds(sound)).toBeCloseTo(seconds(original), 3);
  expect(Math.abs(lag(sound, original))).toBeLessThan(0.002);
});

test('a voice at a rate that AAC does not have is brought to one that it has', async () => {
  const { path } = folder();
  writeWave(path('voice.wav'), 192000, 1, 16);
  const { packets, sound } = await whileCodecsRun(async () => {
    const sound = atAacRate(await readSound(path('voice.wav')));
    return { sound, ...(await encodeAac(sound)) };
  });
  expect(sound.sampleRate).toBe(48000);
  expect(packets.at(-1)!.timestamp + packets.at(-1)!.duration).toBeCloseTo(0.75, 3);
});
