import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * Dubs every `NAME.mp4` of a folder for which there is a voice `NAME.wav` or `NAME.mp3` beside it, into `dubbed/`.
 * Run again after a failure, the journal beside the manifest keeps finished ones from being paid again.
 */
const folder = process.argv[2] ?? 'videos';
if (!existsSync(folder)) {
  console.error(`There is no folder ${folder}. Usage: npm start -- FOLDER`);
  process.exit(2);
}
const files = readdirSync(folder);
const rows = files
  .filter((file) => file.endsWith('.mp4'))
  .flatMap((video) => {
    const name = path.basename(video, '.mp4');
    const audio = files.find((file) => file === `${name}.wav` || file === `${name}.mp3`);
    return audio ? [{ video, audio, output: `dubbed/${name}.mp4`, reference_id: `dub-folder-${name}` }] : [];
  });
if (rows.length === 0) {
  console.log(`There is no NAME.mp4 with a NAME.wav or NAME.mp3 in ${folder}.`);
  process.exit(0);
}

mkdirSync(path.join(folder, 'dubbed'), { recursive: true });
const manifest = path.join(folder, 'dub.jsonl');
writeFileSync(manifest, `${rows.map((row) => JSON.stringify(row)).join('\n')}\n`);
console.log(`${rows.length} videos to dub`);
const cli = path.join(path.dirname(fileURLToPath(import.meta.resolve('@chamelaion/cli/package.json'))), 'dist/bin.cjs');
const { status } = spawnSync(process.execPath, [cli, 'batch', manifest], { stdio: 'inherit' });
process.exitCode = status ?? 1;
