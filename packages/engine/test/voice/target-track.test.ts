import { type Speech, synthesize } from '@chamelaion/speech';
import { beforeAll, describe, expect, it } from 'vitest';
import { targetTrack } from '../../src/voice/index.js';
import { correlation, moments } from '../../src/voice/signal.js';

const FPS = 25;
const TEXT =
  'My mother always makes apple pie for the whole family. Five brown dogs follow our boat along the river bank. ' +
  'We hope you will move the piano before the movers come home.';
const voiceOf = ({ pcm, sampleRate }: Speech) => ({ pcm, sampleRate });
/** A clip whose mouth opens for rounded sounds: a habit that no general model knows. */
function clipOf(speech: Speech, delayFrames = 0) {
  const mouth = speech.mouthAt(FPS);
  const late = Math.round((Math.abs(delayFrames) / FPS) * speech.sampleRate);
  const pcm = new Float32Array(speech.pcm.length + late);
  pcm.set(speech.pcm, delayFrames > 0 ? late : 0);
  const shifted = delayFrames < 0 ? speech.pcm.subarray(late) : pcm;
  return {
    pcm: shifted,
    sampleRate: speech.sampleRate,
    fps: FPS,
    opening: mouth.rounding.map((x) => 0.05 + 0.3 * x),
    width: mouth.width.map((x) => 0.5 + 0.2 * x),
  };
}

describe('targetTrack', () => {
  let source: Speech;
  let voice: Speech;
  let truth: Float32Array;

  beforeAll(async () => {
    source = await synthesize(TEXT, { voice: 'en-us' });
    voice = await synthesize('You should know who moved the old wooden boat to our town.', { voice: 'en-us' });
    truth = voice.mouthAt(FPS).rounding;
  });
  const dub = (clip: Parameters<typeof targetTrack>[0]['source']) =>
    targetTrack({ voice: voiceOf(voice), source: clip, fps: FPS, frames: truth.length });

  it("learns the speaker's own habit from the clip's sound", () => {
    const taught = dub(clipOf(source));
    const untaught = dub({ ...clipOf(source), pcm: new Float32Array(0) });
    expect(taught.adaptation.trust).toBeGreaterThan(0.8);
    expect(correlation(taught.opening, truth)).toBeGreaterThan(0.7);
    expect(correlation(untaught.opening, truth)).toBeLessThan(0.4);
  });

  it('keeps the mean and the spread of the measured mouth, and never goes below shut', () => {
    const clip = clipOf(source);
    const { opening } = dub(clip);
    expect(moments(opening).mean).toBeCloseTo(moments(clip.opening).mean, 1);
    expect(moments(opening).deviation).toBeCloseTo(moments(clip.opening).deviation, 1);
    expect(Math.min(...opening)).toBeGreaterThanOrEqual(0);
  });

  it('finds how late or early the sound is, and dubs in time all the same', () => {
    for (const delay of [-9, 6, 14]) {
      const { opening, adaptation } = dub(clipOf(source, delay));
      expect(adaptation.trust).toBeGreaterThan(0.8);
      expect(Math.abs(adaptation.soundDelay * FPS - delay)).toBeLessThanOrEqual(1);
      expect(correlation(opening, truth)).toBeGreaterThan(0.7);
    }
  });

  it('leaves a clip alone whose sound does not belong to its mouth', async () => {
    const other = await synthesize('Gestern Abend fuhr der Zug erst sehr spät in den kleinen Bahnhof ein.', {
      voice: 'de',
    });
    const clip = clipOf(source);
    const seconds = source.pcm.length / source.sampleRate;
    const chord = Float32Array.from({ length: Math.round(seconds * 16000) }, (_, i) => {
      const beat = 0.6 + 0.4 * Math.sin(i / 5200);
      return 0.1 * beat * [220, 277, 330, 440].reduce((sum, hz) => sum + Math.sin((2 * Math.PI * hz * i) / 16000), 0);
    });
    const dubbedOver = new Float32Array(source.pcm.length);
    for (let at = 0; at < dubbedOver.length; at += other.pcm.length)
      dubbedOver.set(other.pcm.subarray(0, dubbedOver.length - at), at);
    expect(dub({ ...clip, pcm: new Float32Array(source.pcm.length) }).adaptation.trust).toBe(0);
    expect(dub({ ...clip, pcm: chord, sampleRate: 16000 }).adaptation.trust).toBeLessThan(0.3);
    expect(dub({ ...clip, pcm: dubbedOver }).adaptation.trust).toBeLessThan(0.5);
  });

  it('moves a mouth that was never seen to speak', () => {
    const still = new Float32Array(250).fill(0.02);
    const { opening, width } = dub({
      pcm: new Float32Array(0),
      sampleRate: 16000,
      fps: FPS,
      opening: still,
      width: still.map(() => 0.6),
    });
    expect(Math.max(...opening)).toBeGreaterThan(0.1);
    expect(width.every((x) => x > 0.4 && x < 0.8)).toBe(true);
  });

  it('bears frames without a face, and clips that have none at all', () => {
    const clip = clipOf(source);
    const holes = clip.opening.map((x, i) => (i % 7 < 2 ? Number.NaN : x));
    expect(dub({ ...clip, opening: holes }).adaptation.trust).toBeGreaterThan(0.5);
    const none = dub({ ...clip, opening: holes.map(() => Number.NaN), width: holes.map(() => Number.NaN) });
    expect([...none.opening, ...none.width].every(Number.isFinite)).toBe(true);
  });

  it('reads a voice without any clip, and rests after its end', () => {
    const { opening, closed } = targetTrack({
      voice: voiceOf(voice),
      source: null,
      fps: FPS,
      frames: truth.length + 50,
    });
    expect(opening.length).toBe(truth.length + 50);
    expect(Math.max(...opening.subarray(truth.length + 5))).toBeLessThan(0.15);
    expect(closed.subarray(truth.length + 5).some(Boolean)).toBe(false);
  });
});
