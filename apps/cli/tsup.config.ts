import { rmSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { defineConfig, type Options } from 'tsup';
import { nodeOnly } from '../../tools/tsup.base.js';

const parsers = ['commander', 'csv-parse', 'picocolors'];

/** Two builds write to one folder, so it is emptied here, once. */
rmSync('dist', { recursive: true, force: true });

/** What `import '@chamelaion/cli'` gives. */
const library: Options = {
  ...nodeOnly,
  clean: false,
  entry: ['src/index.ts'],
  noExternal: parsers,
  banner: {
    js: "import { createRequire as requireFrom } from 'node:module'; const require = requireFrom(import.meta.url);",
  },
};

/**
 * The program itself, in one CommonJS file: Node starts it in less time than modules, and what a command does is only
 * compiled when that command runs. The client, the waiting and the server stay packages of their own, loaded when needed.
 */
const program: Options = {
  ...nodeOnly,
  clean: false,
  dts: false,
  entry: ['src/bin.ts'],
  format: ['cjs'],
  splitting: false,
  // Rollup would lift every import to the top, and so load all at once.
  treeshake: false,
  shims: true,
  minifyWhitespace: true,
  minifySyntax: true,
  noExternal: [...parsers, '@chamelaion/contract'],
  onSuccess: writeLicences,
};

export default defineConfig([library, program]);

/** The licences of what is bundled go with it. */
async function writeLicences(): Promise<void> {
  const { resolve } = createRequire(import.meta.url);
  const texts = parsers.map(async (name) => {
    const folder = resolve(name).replace(new RegExp(`(.*[\\\\/]node_modules[\\\\/]${name})[\\\\/].*`), '$1');
    return `${name}\n\n${(await readFile(path.join(folder, 'LICENSE'), 'utf8')).trim()}\n`;
  });
  await writeFile('dist/third-party-notices.txt', (await Promise.all(texts)).join(`\n${'-'.repeat(80)}\n\n`));
}
