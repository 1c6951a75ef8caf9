import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { isTerminal } from '@chamelaion/contract';
import { sync, waitForCompletion } from '@chamelaion/polling';
import Chamelaion, { ChamelaionError } from 'chamelaion';
import { goThrough } from './steps.mjs';

const baseURL = process.env.CHAMELAION_BASE_URL;
const seen = await goThrough({ Chamelaion, ChamelaionError, waitForCompletion, isTerminal, baseURL });

const folder = mkdtempSync(path.join(tmpdir(), 'consumer-'));
const [video, audio, output] = ['in.mp4', 'in.wav', 'out.mp4'].map((name) => path.join(folder, name));
writeFileSync(video, 'pictures');
writeFileSync(audio, 'sounds');
await sync(new Chamelaion({ baseURL, apiKey: 'key' }), { video, audio, output, schedule: () => 1 });
seen.file = readFileSync(output, 'utf8');
console.log(JSON.stringify(seen));
