import { stat } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { sync } from '@chamelaion/polling';
import Chamelaion from 'chamelaion';

const { positionals } = parseArgs({ allowPositionals: true });
const [video, audio, output = 'dubbed.mp4'] = positionals;
if (!video || !audio) {
  console.error('Usage: npm start -- VIDEO AUDIO [OUT]');
  process.exit(2);
}

const aborter = new AbortController();
process.once('SIGINT', () => aborter.abort());

try {
  const request = await sync(new Chamelaion(), {
    video,
    audio,
    output,
    signal: aborter.signal,
    onSubmit: ({ request_id }) => console.log(`accepted as ${request_id}`),
    onUpdate: ({ request: { status }, elapsedMs }) => console.log(`${status} after ${Math.round(elapsedMs / 1000)} s`),
  });
  console.log(`${output}: ${(await stat(output)).size} bytes, request ${request.id}`);
} catch (error) {
  console.error((error as Error).message);
  process.exitCode = aborter.signal.aborted ? 130 : 1;
}
