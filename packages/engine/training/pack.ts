/** Packs what learn.py learned into the engine: `tsx pack.ts <cache folder> [model name]`. */
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const [cache, name = 'model'] = process.argv.slice(2) as [string, string?];
const bytes = readFileSync(join(cache, `${name}.f16`));
const record = JSON.parse(readFileSync(join(cache, `${name}.json`), 'utf8')) as {
  tensors: Record<string, number[]>;
  dilations: number[];
  arguments: Record<string, string | number>;
  validation: Record<string, number[]>;
};
const [width, mel] = record.tensors['front.weight'] as [number, number];
const shape = {
  mel,
  width,
  inner: record.tensors['blocks.0.wide.weight']![0]!,
  dilations: record.dilations,
  outputs: record.tensors['head.weight']![0]!,
  sounds: record.tensors['side.weight']![0]!,
  lean: record.arguments.lean,
};
const sha256 = createHash('sha256').update(bytes).digest('hex');
const folder = join(import.meta.dirname, '..');
writeFileSync(
  join(folder, 'src/voice/weights.gen.ts'),
  `// Made by training/train.sh; do not edit.\nexport const WEIGHTS_SHAPE = ${JSON.stringify(shape)};\n\n` +
    `/** Half-precision numbers, little endian; sha256 ${sha256}. */\nexport const WEIGHTS_BASE64 =\n  '${bytes.toString('base64')}';\n`,
);
writeFileSync(
  join(folder, 'training/record.gen.json'),
  `${JSON.stringify({ sha256, bytes: bytes.length, arguments: record.arguments, columns: ['shapes', 'opening r', 'closure recall', 'closure precision'], validation: record.validation }, null, 2)}\n`,
);
