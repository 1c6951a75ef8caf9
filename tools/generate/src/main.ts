import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { generate } from './generate.js';

/** `pnpm generate` writes the generated files; `pnpm generate --check` fails when any of them differs. */
const root = fileURLToPath(new URL('../../../', import.meta.url));
const check = process.argv.includes('--check');
const specText = await readFile(path.join(root, 'spec/openapi.yaml'), 'utf8');

const drifted: string[] = [];
for (const [file, content] of await generate(specText)) {
  const target = path.join(root, file);
  const current = await readFile(target, 'utf8').catch(() => '');
  if (current === content) continue;
  drifted.push(file);
  if (check) continue;
  await mkdir(path.dirname(target), { recursive: true });
  await writeFile(target, content);
}

if (check && drifted.length > 0) {
  console.error(`Out of date with spec/openapi.yaml: ${drifted.join(', ')}\nRun: pnpm generate`);
  process.exitCode = 1;
} else {
  console.log(
    check ? 'Generated files match the spec.' : `Written: ${drifted.join(', ') || 'nothing, all up to date'}`,
  );
}
