import { endWithSound, HUMAN_VOICES, type Phone, speakHuman, synthesize } from '@chamelaion/speech';
import { SENTENCES } from './sentences.js';

/** A voice that the model has never heard, speaking the sentences of its language. */
export interface Take {
  name: string;
  group: Group;
  pcm: Float32Array;
  sampleRate: number;
  phones: Phone[];
}

export const GROUPS = ['espeak', 'human, English', 'human, other languages'] as const;
export type Group = (typeof GROUPS)[number];

/** espeak-ng voices of which none, in these languages, is in the training set. */
const SYNTHETIC = ['en-us', 'de', 'es', 'ja', 'hi'];
/** Recorded people that are not in the training set. */
const STRANGERS = [
  ...['rms', 'ked_diphone', 'hindi_NSK_diphone', 'lp_diphone', 'pc_diphone', 'czech_dita', 'czech_machac'],
  ...['suo_fi_lj_diphone', 'hy_fi_mv_diphone', 'upc_ca_ona_hts'],
];

/** Speaks every take; the voices that this system does not have are named in `missing`. */
export async function takes(): Promise<{ takes: Take[]; missing: string[] }> {
  const found: Take[] = [];
  const missing: string[] = [];
  for (const voice of SYNTHETIC) {
    const spoken = [];
    for (const text of SENTENCES[voice.slice(0, 2)]!) spoken.push(await synthesize(text, { voice, rate: 155 }));
    found.push({ name: `espeak ${voice}`, group: 'espeak', ...join(spoken) });
  }
  for (const name of STRANGERS) {
    const { language, packages } = HUMAN_VOICES[name]!;
    try {
      const said = await speakHuman(name, SENTENCES[language]!);
      const spoken = said.map((speech) => ({ ...speech, phones: endWithSound(speech) }));
      found.push({ name, group: language === 'en' ? 'human, English' : 'human, other languages', ...join(spoken) });
    } catch {
      missing.push(`${name} (${packages.join(' ')})`);
    }
  }
  return { takes: found, missing };
}

interface Spoken {
  pcm: Float32Array;
  sampleRate: number;
  phones: readonly Phone[];
}

/** One sound of many, with a third of a second of silence after each. */
function join(spoken: readonly Spoken[]): { pcm: Float32Array; sampleRate: number; phones: Phone[] } {
  const sampleRate = spoken[0]!.sampleRate;
  const gap = Math.round(sampleRate / 3);
  const pcm = new Float32Array(spoken.reduce((sum, take) => sum + take.pcm.length + gap, 0));
  const phones: Phone[] = [];
  let at = 0;
  for (const take of spoken) {
    pcm.set(take.pcm, at);
    const offset = at / sampleRate;
    for (const { phone, start, end } of take.phones) phones.push({ phone, start: offset + start, end: offset + end });
    at += take.pcm.length + gap;
    phones.push({ phone: '', start: phones.at(-1)!.end, end: at / sampleRate });
  }
  return { pcm, sampleRate, phones };
}

/** The take under pink noise (Paul Kellet's filter) of `snr` decibels under the speech's own power. */
export function withNoise(take: Take, snr: number): Take {
  const power = take.pcm.reduce((sum, x) => sum + x * x, 0) / take.pcm.length;
  let seed = 7;
  let [a, b, c] = [0, 0, 0];
  const noise = take.pcm.map(() => {
    seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
    const white = seed / 2 ** 31 - 1;
    a = 0.99765 * a + white * 0.099046;
    b = 0.963 * b + white * 0.2965164;
    c = 0.57 * c + white * 1.0526913;
    return a + b + c + white * 0.1848;
  });
  const loudness = noise.reduce((sum, x) => sum + x * x, 0) / noise.length;
  const gain = Math.sqrt(power / loudness / 10 ** (snr / 10));
  return { ...take, pcm: take.pcm.map((x, i) => x + gain * noise[i]!) };
}
