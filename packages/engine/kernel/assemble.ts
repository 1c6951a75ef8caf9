/** Assembles the voice network's inner loop: `tsx kernel/assemble.ts` writes src/voice/convolve.gen.ts. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import wabt from 'wabt';

/** The text of the generated file. */
export async function assembled(): Promise<string> {
  const text = readFileSync(join(import.meta.dirname, 'convolve.wat'), 'utf8');
  const module = (await wabt()).parseWat('convolve.wat', text, { simd: true });
  const { buffer } = module.toBinary({});
  return (
    '// Made from kernel/convolve.wat by kernel/assemble.ts; do not edit.\n' +
    `export const CONVOLVE_BASE64 =\n  '${Buffer.from(buffer).toString('base64')}';\n`
  );
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href)
  writeFileSync(join(import.meta.dirname, '../src/voice/convolve.gen.ts'), await assembled());
