import { fileURLToPath } from 'node:url';
import { buildSite } from './build.js';

const out = fileURLToPath(new URL('../dist/', import.meta.url));
const pages = await buildSite(out);
console.log(`${pages.length} pages in ${out}`);
