import type { Options } from 'tsup';

/** What every published library shares: ESM and CommonJS, types for both, no source maps in the tarball. */
export const library: Options = {
  format: ['esm', 'cjs'],
  dts: true,
  clean: true,
  target: 'es2022',
  sourcemap: false,
  splitting: true,
  treeshake: true,
  removeNodeProtocol: false,
};

/** Node-only packages ship ES modules alone. */
export const nodeOnly: Options = { ...library, format: ['esm'], platform: 'node', target: 'node20' };
