/** `node upload.mjs PEER BASE FILE` uploads a file once and prints its peak memory and time as JSON. */
import { peers } from './peers.mjs';

const [name, base, file] = process.argv.slice(2);
const { upload } = await peers[name](base);
const start = performance.now();
await upload(file);
const ms = performance.now() - start;
console.log(JSON.stringify({ ms, peakMB: process.resourceUsage().maxRSS / 1000 }));
process.exit(0);
