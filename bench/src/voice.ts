import { pathToFileURL } from 'node:url';
import { voiceTable } from './voice/table.js';
import { takes } from './voice/voices.js';

/**
 * How well the voice model reads mouths: against phone times on voices it never heard, and against the real mouths of the clips
 * in CHAMELAION_TEST_MEDIA.
 */
export async function run(_args: readonly string[]): Promise<void> {
  const { takes: spoken, missing } = await takes();
  for (const voice of missing) print(`skipped, not installed: ${voice}`);
  voiceTable(spoken).forEach(print);
}

const print = (line: string) => void process.stdout.write(`${line}\n`);

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) await run(process.argv.slice(2));
