import { defineConfig } from 'tsup';
import { nodeOnly } from '../../tools/tsup.base.js';

/**
 * The parsers are bundled, so that installing the program brings little and starting it reads few files;
 * what a command does is a file of its own, read when that command runs.
 */
export default defineConfig({
  ...nodeOnly,
  entry: ['src/index.ts', 'src/bin.ts'],
  dts: { entry: 'src/index.ts' },
  noExternal: ['commander', 'csv-parse', 'picocolors'],
  banner: {
    js: "import { createRequire as requireFrom } from 'node:module'; const require = requireFrom(import.meta.url);",
  },
});
