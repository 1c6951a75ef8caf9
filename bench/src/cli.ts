import { fileURLToPath, pathToFileURL } from 'node:url';
import { firstLineMs, medianRun } from './cli/processes.js';
import { withService } from './cli/service.js';
import { printTable } from './print/table.js';

const STARTS = 25;
const SYNCS = 5;
const LARGEST_RATIO = 1.5;

/** Prints how long the command line takes to start, and to say the first thing; `false` when a bar is missed. */
export async function run(_args: readonly string[] = []): Promise<boolean> {
  const bin = fileURLToPath(new URL('bin.cjs', import.meta.resolve('@chamelaion/cli')));
  const commands = {
    'node -e 0': ['-e', '0'],
    'chamelaion --help': [bin, '--help'],
    'chamelaion sync --help': [bin, 'sync', '--help'],
    'chamelaion --version': [bin, '--version'],
  };
  const medians = await medianRun(commands, STARTS);
  const base = medians['node -e 0'];
  printTable(
    `Start-up, median of ${STARTS} runs taken in turn`,
    Object.entries(medians).map(([command, ms]) => ({
      command,
      ms: ms.toFixed(1),
      'ratio to node -e 0': (ms / base).toFixed(2),
    })),
  );

  const syncMs = await withService((service) => firstLineMs(bin, service, SYNCS));
  printTable('sync against a server on this computer', [
    { 'Enter to first progress line': `${syncMs.toFixed(0)} ms`, 'ratio to node -e 0': (syncMs / base).toFixed(2) },
  ]);

  const ratio = medians['chamelaion --help'] / base;
  console.log(`\n--help starts in ${ratio.toFixed(2)}× node -e 0 (at most ${LARGEST_RATIO}).`);
  return ratio <= LARGEST_RATIO;
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  process.exitCode = (await run(process.argv.slice(2))) ? 0 : 1;
}
