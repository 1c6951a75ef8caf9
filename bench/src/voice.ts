import { pathToFileURL } from 'node:url';
import { costs } from './voice/costs.js';
import { halfClipStudy } from './voice/half-clip.js';
import { voiceTable } from './voice/table.js';
import { takes } from './voice/voices.js';

/**
 * How well the voice model reads mouths: against phone times on voices it never heard, and against the real mouths of the clips
 * in CHAMELAION_TEST_MEDIA.
 *
 * @param args `voices`, `clips`, `dubs`, `sheets` or `costs` for one part; none for all but the sheets of mouths.
 */
export async function run(args: readonly string[]): Promise<void> {
  const wanted = (part: string) => args.length === 0 || args.includes(part);
  if (wanted('voices')) {
    const { takes: spoken, missing } = await takes();
    for (const voice of missing) print(`skipped, not installed: ${voice}`);
    for await (const line of voiceTable(spoken)) print(line);
  }
  const sheets = args.includes('sheets');
  const dubs = wanted('dubs') || sheets;
  if (wanted('clips') || dubs) for await (const line of halfClipStudy({ dubs, sheets })) print(line);
  if (wanted('costs')) costs().forEach(print);
}

const print = (line: string) => void process.stdout.write(`${line}\n`);

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) await run(process.argv.slice(2));
