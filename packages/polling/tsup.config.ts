import { defineConfig } from 'tsup';
import { library } from '../../tools/tsup.base.js';

/** Both builds have the same types, those of the index. */
export default defineConfig({
  ...library,
  entry: ['src/index.ts', 'src/node.ts'],
  dts: { entry: 'src/index.ts' },
});
