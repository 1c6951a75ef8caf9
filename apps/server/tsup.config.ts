import { copyFile, readFile, writeFile } from 'node:fs/promises';
import { PGlite } from '@electric-sql/pglite';
import { defineConfig } from 'tsup';
import { parse } from 'yaml';
import { nodeOnly } from '../../tools/tsup.base.js';

/** What lies beside the code: the pages, the spec, and an empty database that is quicker unpacked than made. */
async function makeAssets(): Promise<void> {
  for (const page of ['studio.html', 'docs.html']) await copyFile(`src/pages/${page}`, `dist/${page}`);
  const spec = parse(await readFile('../../spec/openapi.yaml', 'utf8'));
  await writeFile('dist/openapi.json', JSON.stringify(spec));
  const database = await PGlite.create();
  const packed = await database.dumpDataDir('gzip');
  await database.close();
  await writeFile('dist/database.tar.gz', Buffer.from(await packed.arrayBuffer()));
}

export default defineConfig({
  ...nodeOnly,
  entry: ['src/index.ts', 'src/bin.ts', 'src/engine-process.ts'],
  dts: { entry: 'src/index.ts' },
  onSuccess: makeAssets,
});
