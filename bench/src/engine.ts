import { mkdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { benchClips, type Clip } from './engine/clips.js';
import { measureDub } from './engine/measure-dub.js';
import { measureSelf } from './engine/measure-self.js';
import { printTable } from './engine/table.js';

/** Bars of the table; a figure that misses its bar is marked. */
export async function run(): Promise<void> {
  const results = fileURLToPath(new URL('../results/', import.meta.url));
  await mkdir(results, { recursive: true });
  const clips = await benchClips();
  const dubs: Record<string, string>[] = [];
  for (const clip of clips) dubs.push(await measureDub(clip, outputs(results, clip)));
  printTable('A foreign voice', dubs);
  const own: Record<string, string>[] = [];
  for (const clip of clips) own.push(await measureSelf(clip, join(tmpdir(), `chamelaion-self-${process.pid}.mp4`)));
  printTable('Self-drive: own mouths as target, own frames ±15 banned', own);
  console.log(`\nContact sheets: ${results}`);
}

function outputs(results: string, { name }: Clip): { film: string; sheet: string } {
  return { film: join(results, `${name}.mp4`), sheet: join(results, `${name}.png`) };
}

await run();
