import { mkdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { benchClips } from './engine/clips.js';
import { measureMemory, measureSizes } from './engine/measure-cost.js';
import { measureDub } from './engine/measure-dub.js';
import { measureSelf } from './engine/measure-self.js';
import { Table } from './print/table.js';

/**
 * The engine's figures, bars in brackets, on real clips where CHAMELAION_TEST_MEDIA has them and on a drawn head.
 * @param only names of clips, or `sizes` or `memory` for what dubs of drawn films cost; the clips if empty.
 */
export async function run(only: readonly string[]): Promise<void> {
  if (only.includes('sizes')) return measureSizes();
  if (only.includes('memory')) return measureMemory();
  const results = fileURLToPath(new URL('../results/', import.meta.url));
  await mkdir(results, { recursive: true });
  const clips = (await benchClips()).filter(({ name }) => only.length === 0 || only.includes(name));
  const dubs = new Table('A foreign voice');
  for (const clip of clips) {
    const outputs = { film: join(results, `${clip.name}.mp4`), sheet: join(results, `${clip.name}.png`) };
    dubs.add(await measureDub(clip, outputs));
  }
  const own = new Table('Self-drive: own mouths as target, own frames ±15 banned');
  for (const clip of clips) own.add(await measureSelf(clip, join(tmpdir(), `chamelaion-self-${process.pid}.mp4`)));
  console.log(`\nContact sheets (faces, then mouths; source above dub): ${results}`);
}

await run(process.argv.slice(2));
