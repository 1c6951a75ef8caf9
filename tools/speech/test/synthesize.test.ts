import { describe, expect, it } from 'vitest';
import { mouthFromPhones, SHAPES, SpeechError, soundTimes, synthesize, wavBytes } from '../src/index.js';

const text = 'Bob met my papa.';

describe('synthesize', () => {
  it('covers the whole speech with phones that follow each other', async () => {
    const { pcm, sampleRate, phones } = await synthesize(text);
    expect(phones[0]!.start).toBe(0);
    expect(phones.at(-1)!.end).toBeCloseTo(pcm.length / sampleRate, 3);
    for (let i = 1; i < phones.length; i++) expect(phones[i]!.start).toBeCloseTo(phones[i - 1]!.end, 3);
  });

  it('says the sounds of the text in order', async () => {
    const { phones } = await synthesize(text);
    const lips = soundTimes(phones).filter(({ symbol }) => 'pbm'.includes(symbol));
    expect(lips.map(({ symbol }) => symbol).join('')).toBe('bbmmpp');
  });

  it('gives the same samples every time', async () => {
    const first = await synthesize(text, { voice: 'de+f2' });
    await synthesize('Something else.', { voice: 'en', rate: 200 });
    const second = await synthesize(text, { voice: 'de+f2' });
    expect(Buffer.from(second.pcm.buffer).equals(Buffer.from(first.pcm.buffer))).toBe(true);
    expect(second.phones).toEqual(first.phones);
  });

  it('puts the closure of a stop on the silence before its burst', async () => {
    const { pcm, sampleRate, phones } = await synthesize(text);
    const stop = soundTimes(phones).filter(({ symbol }) => symbol === 'p')[1]!;
    const from = Math.round((stop.start + 0.01) * sampleRate);
    const peak = Math.max(...pcm.subarray(from, from + Math.round(0.02 * sampleRate)).map(Math.abs));
    expect(stop.end - stop.start).toBeGreaterThan(0.03);
    expect(peak).toBeLessThan(0.02);
  });

  it('refuses a voice it does not have, in words that help', async () => {
    await expect(synthesize(text, { voice: 'xx-none' })).rejects.toThrow(SpeechError);
    await expect(synthesize(text, { voice: 'xx-none' })).rejects.toMatchObject({ code: 'unknown_voice' });
  });
});

describe('mouthAt', () => {
  it('shuts the lips six times in "Bob met my papa" and opens them in between', async () => {
    const { closed, opening } = (await synthesize(text, { rate: 120 })).mouthAt(50);
    const closures = closed.filter((shut, i) => shut && !closed[i - 1]).length;
    expect(closures).toBeGreaterThanOrEqual(5);
    expect(closures).toBeLessThanOrEqual(6);
    closed.forEach((shut, i) => {
      if (shut) expect(opening[i]).toBeLessThanOrEqual(0.031);
    });
    expect(Math.max(...opening)).toBeGreaterThan(0.8);
  });

  it('rests after the speech', async () => {
    const { phones } = await synthesize(text);
    const { shapes, opening, width } = mouthFromPhones(phones, 25, 100);
    expect(shapes.at(-1)).toBe(SHAPES.indexOf('X'));
    expect(opening.at(-1)).toBe(0);
    expect(width.at(-1)).toBe(0.5);
  });
});

describe('wavBytes', () => {
  it('writes a header that says the length and clips what is too loud', () => {
    const bytes = Buffer.from(wavBytes(Float32Array.of(0, 2, -2), 8000));
    expect(bytes.readUInt32LE(24)).toBe(8000);
    expect(bytes.readUInt32LE(40)).toBe(6);
    expect([bytes.readInt16LE(46), bytes.readInt16LE(48)]).toEqual([32767, -32767]);
  });
});
