import init from '@echogarden/espeak-ng-emscripten';
import { SpeechError } from './errors.js';
import { mouthFromPhones, type PhoneMouth } from './mouth.js';

/** One sound as the synthesiser placed it: an IPA label (empty for silence) and its time in seconds. */
export interface Phone {
  phone: string;
  start: number;
  end: number;
}

export interface SynthesizeOptions {
  /** An espeak-ng voice, with a variant if wanted: `"en-us"` (default), `"en"` (British), `"de+f2"`, `"cmn"`. */
  voice?: string;
  /** Words a minute, 80–450; default 160. */
  rate?: number;
  /** 0–99; default 50. */
  pitch?: number;
}

export interface Speech {
  /** Mono, −1…1. */
  pcm: Float32Array;
  /** Samples a second: 22050. */
  sampleRate: number;
  /** Every sound, gapless, from 0 to the end. */
  phones: Phone[];
  /** The mouth these phones ask for over the whole speech, at `fps` frames a second. */
  mouthAt(fps: number): PhoneMouth;
}

const SAMPLE_RATE = 22050;
const STOP = /^[ptkbdgqcʈɖɟɡ]/;
const STRESS = /[ˈˌ]/g;

/**
 * Speaks `text` with espeak-ng (WebAssembly, no system package) and says exactly when each sound is made. The same text and
 * options always give the same samples.
 *
 * @throws {SpeechError} `empty_text`, `unknown_voice`, `bad_option`.
 * @example
 * const { pcm, sampleRate, phones } = await synthesize('Bob met my papa.', { voice: 'en' });
 */
export async function synthesize(text: string, options: SynthesizeOptions = {}): Promise<Speech> {
  const { voice = 'en-us', rate = 160, pitch = 50 } = options;
  if (!text.trim()) throw new SpeechError('empty_text', 'There is nothing to say: give some text.');
  if (!(rate >= 80 && rate <= 450)) throw new SpeechError('bad_option', `rate is ${rate}; it must be 80 to 450.`);
  if (!(pitch >= 0 && pitch <= 99)) throw new SpeechError('bad_option', `pitch is ${pitch}; it must be 0 to 99.`);
  const { eSpeakNGWorker } = await init();
  const chunks: Int16Array[] = [];
  const marks: { time: number; phone: string }[] = [];
  withFrozenClock(() => {
    const speaker = new eSpeakNGWorker();
    if (speaker.set_voice(voice) !== 0)
      throw new SpeechError('unknown_voice', `espeak-ng has no voice "${voice}"; use a language code such as "en-us".`);
    speaker.set_rate(rate);
    speaker.set_pitch(pitch);
    speaker.synthesize(text, (audio, events) => {
      if (audio?.byteLength) chunks.push(new Int16Array(audio.slice(0)));
      for (const event of events ?? [])
        if (event.type === 'phoneme') marks.push({ time: event.audio_position / 1000, phone: String(event.id) });
    });
  });
  const pcm = Float32Array.from(chunks.flatMap((chunk) => Array.from(chunk, (sample) => sample / 32768)));
  const duration = pcm.length / SAMPLE_RATE;
  const phones = closeStops(phonesFromMarks(marks, duration), pcm);
  return {
    pcm,
    sampleRate: SAMPLE_RATE,
    phones,
    mouthAt: (fps) => mouthFromPhones(phones, fps, Math.ceil(duration * fps)),
  };
}

/**
 * espeak-ng seeds its noise from the clock and carries it from sentence to sentence. A fresh speaker (about .15 s) that sees
 * the clock stand still gives the same samples every time. `work` must be synchronous.
 */
function withFrozenClock(work: () => void): void {
  const now = Date.now;
  Date.now = () => 0;
  try {
    work();
  } finally {
    Date.now = now;
  }
}

function phonesFromMarks(marks: readonly { time: number; phone: string }[], duration: number): Phone[] {
  const phones = marks.map(({ time, phone }, i) => ({
    phone,
    start: time,
    end: Math.min(duration, marks[i + 1]?.time ?? duration),
  }));
  const first = phones[0]?.start ?? duration;
  if (first > 0) phones.unshift({ phone: '', start: 0, end: first });
  return phones.filter(({ start, end }) => end - start > 0.0005);
}

/**
 * espeak-ng marks a stop at its burst; the closure is the silence before it. Moves the start of each stop back over that
 * silence: up to 130 ms into a sound (of which 20 ms stay), 60 ms into a pause.
 */
function closeStops(phones: Phone[], pcm: Float32Array): Phone[] {
  for (let i = 1; i < phones.length; i++) {
    const stop = phones[i]!;
    const before = phones[i - 1]!;
    if (!STOP.test(stop.phone.replace(STRESS, ''))) continue;
    const limit = before.phone
      ? Math.max(before.start + 0.02, stop.start - 0.13)
      : Math.max(before.start, stop.start - 0.06);
    let time = stop.start - 0.004;
    while (time > limit && rms(pcm, time - 0.005, time) < 0.0012) time -= 0.005;
    if (stop.start - time <= 0.012) continue;
    stop.start = Math.max(before.start, time);
    before.end = stop.start;
  }
  return phones.filter(({ start, end }) => end > start);
}

function rms(pcm: Float32Array, from: number, to: number): number {
  const window = pcm.subarray(Math.max(0, Math.round(from * SAMPLE_RATE)), Math.max(0, Math.round(to * SAMPLE_RATE)));
  return Math.sqrt(window.reduce((sum, x) => sum + x * x, 0) / Math.max(1, window.length));
}
