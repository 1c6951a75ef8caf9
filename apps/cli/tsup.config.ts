import { readFile, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { defineConfig } from 'tsup';
import { nodeOnly } from '../../tools/tsup.base.js';

const bundled = ['commander', 'csv-parse', 'picocolors'];

/**
 * The parsers are bundled, so that installing the program brings little and starting it reads few files;
 * what a command does is a file of its own, read when that command runs.
 */
export default defineConfig({
  ...nodeOnly,
  entry: ['src/index.ts', 'src/bin.ts'],
  dts: { entry: 'src/index.ts' },
  noExternal: bundled,
  banner: {
    js: "import { createRequire as requireFrom } from 'node:module'; const require = requireFrom(import.meta.url);",
  },
  onSuccess: writeLicences,
});

/** The licences of what is bundled go with it. */
async function writeLicences(): Promise<void> {
  const { resolve } = createRequire(import.meta.url);
  const texts = bundled.map(async (name) => {
    const folder = resolve(name).replace(new RegExp(`(.*[\\\\/]node_modules[\\\\/]${name})[\\\\/].*`), '$1');
    return `${name}\n\n${(await readFile(path.join(folder, 'LICENSE'), 'utf8')).trim()}\n`;
  });
  await writeFile('dist/LICENSES.txt', (await Promise.all(texts)).join(`\n${'-'.repeat(80)}\n\n`));
}
