/** Packs networks that learn.py learned, which are asked together, into the engine: `tsx pack.ts <cache folder> <name>…`. */
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { halfFloats } from '../src/voice/half-floats.js';

interface Learned {
  tensors: Record<string, number[]>;
  dilations: number[];
  arguments: Record<string, string | number>;
  validation: Record<string, number[]>;
}

const [cache, ...names] = process.argv.slice(2) as [string, ...string[]];
const learned = names.map((name) => JSON.parse(readFileSync(join(cache, `${name}.json`), 'utf8')) as Learned);
const { tensors, dilations } = learned[0]!;
const size = (tensor: string, axis: number) => tensors[tensor]![axis]!;

/** A convolution's weights as bytes, and one number for every output by which to multiply them; all else as it is. */
function quantised(values: Float32Array, halves: Uint8Array, [outputs, ...rest]: number[]): Uint8Array[] {
  if (rest.length === 0) return [halves];
  const row = values.length / outputs!;
  const bytes = new Int8Array(values.length);
  const scales = new Float32Array(outputs!);
  for (let o = 0; o < outputs!; o++) {
    const weights = values.subarray(o * row, (o + 1) * row);
    const scale = weights.reduce((most, w) => Math.max(most, Math.abs(w)), 1e-6) / 127;
    scales[o] = scale;
    bytes.set(
      weights.map((w) => Math.round(w / scale)),
      o * row,
    );
  }
  return [new Uint8Array(bytes.buffer), new Uint8Array(scales.buffer)];
}

const parts = names.flatMap((name, n) => {
  const stored = readFileSync(join(cache, `${name}.f16`));
  let at = 0;
  return Object.values(learned[n]!.tensors).flatMap((shape) => {
    const from = at;
    at += 2 * shape.reduce((product, length) => product * length, 1);
    const halves = stored.subarray(from, at);
    return quantised(halfFloats(halves), halves, shape);
  });
});
const bytes = Buffer.concat(parts);
const shape = {
  mel: size('front.weight', 1),
  width: size('front.weight', 0),
  inner: size('blocks.0.wide.weight', 0),
  dilations,
  outputs: size('head.weight', 0),
  sounds: size('side.weight', 0),
  leans: learned.map(({ arguments: used }) => used.lean),
};
const sha256 = createHash('sha256').update(bytes).digest('hex');
const folder = join(import.meta.dirname, '..');
writeFileSync(
  join(folder, 'src/voice/weights.gen.ts'),
  `// Made by training/train.sh; do not edit.\nexport const WEIGHTS_SHAPE = ${JSON.stringify(shape)};\n\n` +
    `/** See weights.ts; sha256 ${sha256}. */\nexport const WEIGHTS_BASE64 =\n  '${bytes.toString('base64')}';\n`,
);
const networks = learned.map(({ arguments: used, validation }) => ({ arguments: used, validation }));
const columns = ['shapes', 'opening r', 'closure recall', 'closure precision'];
writeFileSync(
  join(folder, 'training/record.gen.json'),
  `${JSON.stringify({ sha256, bytes: bytes.length, columns, networks }, null, 2)}\n`,
);
