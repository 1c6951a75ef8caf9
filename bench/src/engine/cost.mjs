/** Dubs `video` with `audio` in a process of its own and prints what it cost, as JSON. */
import { lipsync } from '@chamelaion/engine';

const [video, audio, output] = process.argv.slice(2);
const began = performance.now();
const { seconds, elapsed } = await lipsync({ video, audio, output });
const wall = (performance.now() - began) / 1000;
console.log(JSON.stringify({ seconds, elapsed, wall, peakMb: process.resourceUsage().maxRSS / 1024 }));
