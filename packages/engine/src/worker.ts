import { parentPort } from 'node:worker_threads';
import { SegmentAnalyser } from './analysis/segment.js';
import { renderFrame } from './render/render-frame.js';
import type { Reply, Request } from './workers/protocol.js';

// The models' runtime tells here which graphics cards it misses. Nobody reads it, and while something waits to be read
// the process could not end.
for (const stream of [process.stdout, process.stderr]) stream.write = () => true;

/** Loaded at once: what a film is asked first needs it, and until then its sound is read. */
const analyser = SegmentAnalyser.load();
analyser.catch(() => {});

async function answer(request: Request): Promise<Reply<Request>> {
  if (request.task === 'render') return renderFrame(request);
  if (request.task === 'analyse') return (await analyser).analyse(request);
  const { voiceFeatures } = await import('./voice/voice-features.js');
  return voiceFeatures(request.pcm, request.sampleRate);
}

/** What of an answer is moved, not copied. */
const moved = (value: Reply<Request>): ArrayBuffer[] =>
  'moments' in value ? [value.moments.values.buffer as ArrayBuffer] : [];

parentPort?.on('message', (request: Request) => {
  answer(request).then(
    (value) => parentPort?.postMessage({ value }, moved(value)),
    (error: unknown) =>
      parentPort?.postMessage({ error: error instanceof Error ? (error.stack ?? error.message) : String(error) }),
  );
});
