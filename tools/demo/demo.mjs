/**
 * What `npm start` runs: a dubbed video, made the way a user's would be: the server on a free port with its embedded
 * database, the command line to upload, wait and download, the engine behind it.
 *
 *   npm start                             makes its own sample, and leaves it in `out/`
 *   npm start -- VIDEO AUDIO [-o OUT]     uses your files
 */
import { copyFileSync, existsSync, mkdirSync, rmSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { step } from '../checks/steps.mjs';
import { root } from '../checks/workspace.mjs';
import { chamelaion, startServer } from './processes.mjs';

const invokedFrom = process.env.CHAMELAION_INVOKED_FROM ?? process.cwd();
const usage = 'Usage: npm start            or: npm start -- VIDEO AUDIO [-o OUT.mp4]';

function fail(message) {
  console.error(message);
  process.exit(2);
}

function readArguments() {
  try {
    const { values, positionals } = parseArgs({
      args: process.argv.slice(2).filter((argument) => argument !== '--'),
      allowPositionals: true,
      options: { output: { type: 'string', short: 'o' }, help: { type: 'boolean', short: 'h' } },
    });
    if (values.help) {
      console.log(usage);
      process.exit();
    }
    if (positionals.length !== 0 && positionals.length !== 2) fail(usage);
    const [video, audio] = positionals.map((file) => path.resolve(invokedFrom, file));
    for (const file of [video, audio]) {
      if (file !== undefined && !existsSync(file)) fail(`There is no file ${file}. Check the path.`);
    }
    return { video, audio, output: values.output && path.resolve(invokedFrom, values.output) };
  } catch (error) {
    return fail(`${error.message}\n${usage}`);
  }
}

/** Copies the sample to where its maker finds it, to try other things with. */
function leave({ video, audio }) {
  const out = path.join(root, 'out');
  mkdirSync(out, { recursive: true });
  const left = { video: path.join(out, 'sample.mp4'), audio: path.join(out, 'sample.wav') };
  copyFileSync(video, left.video);
  copyFileSync(audio, left.audio);
  return left;
}

const wanted = readArguments();
// Code alone, without the declaration files that `npm test` builds: a visitor should not wait for those.
const bundle = ['run', 'bundle', '--filter=@chamelaion/demo^...', '--output-logs=errors-only'];
if (!step('build', 'turbo', bundle, { isQuiet: true })) process.exit(1);

const { contactSheet } = await import('@chamelaion/engine');
const media = wanted.video
  ? wanted
  : await (async () => {
      console.log('\nDrawing a talking head, and speaking another voice…');
      const { sampleMedia } = await import('@chamelaion/sample');
      return leave(await sampleMedia());
    })();
const { name } = path.parse(media.video);
const output = wanted.output ?? path.join(root, 'out', `${name}.dubbed.mp4`);
const sheet = path.join(path.dirname(output), `${path.parse(output).name}.png`);
mkdirSync(path.dirname(output), { recursive: true });

const dataDir = await mkdtemp(path.join(tmpdir(), 'chamelaion-'));
const server = await startServer(dataDir);
let exitCode = 1;
try {
  console.log(`Server: ${server.url}\n`);
  const env = { CHAMELAION_BASE_URL: server.url, CHAMELAION_API_KEY: server.token };
  exitCode = await chamelaion(['sync', media.video, media.audio, '-o', output, '--force'], env);
  if (exitCode === 0) {
    const [request] = (await server.list()).data;
    const { seconds } = await contactSheet({ before: media.video, after: output, output: sheet });
    const compute = (Date.parse(request.finished_at) - Date.parse(request.started_at)) / 1000;
    console.log(`\nMade from: ${media.video} and ${media.audio}`);
    console.log(`Before and after: ${sheet}`);
    console.log(`Compute: ${(compute / seconds).toFixed(2)} s per second of video (${seconds.toFixed(1)} s of video)`);
  }
} finally {
  await server.stop();
  rmSync(dataDir, { recursive: true, force: true });
}
if (exitCode === 0) console.log(output);
process.exitCode = exitCode;
