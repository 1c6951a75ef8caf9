import { parentPort } from 'node:worker_threads';
import { SegmentAnalyser } from './analysis/segment.js';
import { renderFrame } from './render/render-frame.js';
import type { Request } from './workers/protocol.js';

// The models' runtime tells here which graphics cards it misses. Nobody reads it, and while something waits to be read
// the process could not end.
for (const stream of [process.stdout, process.stderr]) stream.write = () => true;

/** Loaded at once: what a film is asked first needs it, and until then its sound is read. */
const analyser = SegmentAnalyser.load();
analyser.catch(() => {});

async function answer(request: Request): Promise<unknown> {
  if (request.task === 'render') return renderFrame(request);
  return (await analyser).analyse(request);
}

parentPort?.on('message', (request: Request) => {
  answer(request).then(
    (value) => parentPort?.postMessage({ value }),
    (error: unknown) =>
      parentPort?.postMessage({ error: error instanceof Error ? (error.stack ?? error.message) : String(error) }),
  );
});
