import { defineConfig } from 'tsup';
import { library } from '../../tools/tsup.base.js';

/**
 * Only `index` is exported. The others are entries so that each lands in a file of its own, which a bundler
 * can leave out: a browser client does not carry the validators or the catalogue.
 */
export default defineConfig({
  ...library,
  entry: ['src/index.ts', 'src/errors.ts', 'src/catalogue.ts', 'src/validate.ts', 'src/schemas.gen.ts'],
  dts: { entry: 'src/index.ts' },
});
