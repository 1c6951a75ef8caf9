import { defineConfig, type Options } from 'tsup';
import { library } from '../../tools/tsup.base.js';

type Plugin = NonNullable<Options['esbuildPlugins']>[number];

/** Puts the browser's platform in the place of Node's. */
const browserPlatform: Plugin = {
  name: 'browser-platform',
  setup(build) {
    build.onResolve({ filter: /\/platform\/current\.js$/ }, ({ resolveDir, path }) =>
      build.resolve(path.replace('current', 'browser'), { resolveDir, kind: 'import-statement' }),
    );
  },
};

/** One source, two builds: `index` for browsers and edge runtimes, `node` for Node; one d.ts describes both. */
export default defineConfig([
  {
    ...library,
    entry: { index: 'src/index.ts' },
    platform: 'browser',
    splitting: false,
    clean: false,
    esbuildPlugins: [browserPlatform],
  },
  {
    ...library,
    entry: { node: 'src/index.ts' },
    platform: 'node',
    splitting: false,
    dts: false,
    clean: false,
    // Only the little of the contract that is used: its index carries the validators too, which take time to load.
    noExternal: ['@chamelaion/contract'],
  },
]);
