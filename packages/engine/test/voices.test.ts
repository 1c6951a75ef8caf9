import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { AudioSample } from 'mediabunny';
import { expect, test } from 'vitest';
import { encodeAac } from '../src/media/aac.js';
import { channelsOf } from '../src/media/channels.js';
import { mp3Padding } from '../src/media/mp3-padding.js';
import { atAacRate, mono, seconds } from '../src/media/sound.js';
import { readSound } from '../src/media/sound-reader.js';
import { installWebCodecs, whileCodecsRun } from '../src/media/webcodecs.js';
import { folder } from './fixtures.js';
import { record } from './record.js';
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

test.each([
  ['voice.aac', 'aac', 22050],
  ['voice.mkv', 'aac', 44100],
  ['voice.m4a', 'aac', 16000],
  ['voice.ogg', 'opus', 48000],
  ['voice.webm', 'opus', 48000],
] as const)('a voice in %s (%s, %i Hz) is heard in time', async (name, codec, sampleRate) => {
  const { path } = folder();
  const data = Float32Array.from({ length: 0.75 * sampleRate }, (_, i) => wave(i / sampleRate));
  const read = await whileCodecsRun(async () => {
    await record(path(name), codec, data, sampleRate);
    return readSound(path(name));
  });
  expect(Math.abs(lag(read, { sampleRate, channels: [data] }))).toBeLessThan(0.001);
});

// The same wave, from the encoder of the Fraunhofer institute (fdkaac 1.0.0, profiles 2, 5 and 29), which Node has not.
test.each([
  ['lc.m4a', 0],
  ['he.m4a', 1],
  ['he-v2.m4a', 1],
  ['lc.aac', 2048],
  ['he.aac', 4096],
])('a voice in AAC of another encoder (%s) is read whole and in time', async (name, most) => {
  const file = fileURLToPath(new URL(`./media/${name}`, import.meta.url));
  const read = await whileCodecsRun(() => readSound(file));
  expect(read.sampleRate).toBe(44100);
  const data = Float32Array.from({ length: 0.75 * 44100 }, (_, i) => wave(i / 44100));
  expect(Math.abs(lag(read, { sampleRate: 44100, channels: [data] }))).toBeLessThan(0.001);
  // Raw AAC does not tell where its sound ends.
  const over = read.channels[0]!.length - data.length;
  expect(over).toBeGreaterThanOrEqual(0);
  expect(over).toBeLessThanOrEqual(most);
});

test.each([
  ['u8', Uint8Array, 128],
  ['s16', Int16Array, 2 ** 15],
  ['s16-planar', Int16Array, 2 ** 15],
  ['s32', Int32Array, 2 ** 31],
] as const)('decoded sound in %s keeps its values and its channels apart', (format, array, full) => {
  installWebCodecs();
  const silence = format === 'u8' ? 128 : 0;
  const stored = [0.5, -0.5, 0.25, -0.25].map((value) => value * full + silence);
  const ordered = format.endsWith('planar') ? [0, 2, 1, 3].map((i) => stored[i]!) : stored;
  const about = { format, sampleRate: 8000, numberOfChannels: 2, numberOfFrames: 2, timestamp: 0 };
  const sample = new AudioSample(new AudioData({ ...about, data: new array(ordered) }));
  expect(channelsOf(sample).map((channel) => [...channel])).toEqual([
    [0.5, 0.25],
    [-0.5, -0.25],
  ]);
  sample.close();
});

test('the silence that an MP3 encoder adds is read from its tag, behind ID3 data too, or guessed', async () => {
  const { path } = folder();
  const frame = Buffer.alloc(417);
  frame.set([0xff, 0xfb, 0x90, 0xc0]);
  frame.write('Info\0\0\0\x0f', 21, 'latin1');
  frame.write('LAME3.100', 141, 'latin1');
  frame.writeUIntBE((576 << 12) | 1000, 162, 3);
  writeFileSync(path('plain.mp3'), frame);
  writeFileSync(
    path('tagged.mp3'),
    Buffer.concat([Buffer.from('ID3\x04\0\0\0\0\x01\x02', 'latin1'), Buffer.alloc(130), frame]),
  );
  writeFileSync(path('untold.mp3'), frame.fill(0, 21));
  expect(await mp3Padding(path('plain.mp3'))).toEqual({ start: 1105, end: 471 });
  expect(await mp3Padding(path('tagged.mp3'))).toEqual({ start: 1105, end: 471 });
  expect(await mp3Padding(path('untold.mp3'))).toEqual({ start: 1105, end: 0 });
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
