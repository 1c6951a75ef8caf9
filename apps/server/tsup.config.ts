import { copyFile, readFile, writeFile } from 'node:fs/promises';
import { defineConfig } from 'tsup';
import { parse } from 'yaml';
import { nodeOnly } from '../../tools/tsup.base.js';

/** The pages and the spec are served as they are; they lie beside the code. */
async function copyAssets(): Promise<void> {
  for (const page of ['studio.html', 'docs.html']) await copyFile(`src/pages/${page}`, `dist/${page}`);
  const spec = parse(await readFile('../../spec/openapi.yaml', 'utf8'));
  await writeFile('dist/openapi.json', JSON.stringify(spec));
}

export default defineConfig({
  ...nodeOnly,
  entry: ['src/index.ts', 'src/bin.ts', 'src/engine-process.ts'],
  dts: { entry: 'src/index.ts' },
  onSuccess: copyAssets,
});
