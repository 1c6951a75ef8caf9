import { defineConfig } from 'tsup';
import { nodeOnly } from '../../tools/tsup.base.js';

export default defineConfig({ ...nodeOnly, entry: ['src/index.ts', 'src/testing.ts', 'src/worker.ts'] });
