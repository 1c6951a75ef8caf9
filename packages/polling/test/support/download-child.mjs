/** Downloads in a process of its own, so that it can be killed: node download-child.mjs URL PATH ID. Prints the bytes that arrived. */
import { writeSync } from 'node:fs';
import { download } from '@chamelaion/polling';

const [url, path, id] = process.argv.slice(2);
const retrieve = () => Promise.reject(new TypeError('nobody is asked'));
const request = { id, status: 'completed', created_at: '2026-01-01T00:00:00Z', output_url: url };
let arrived = 0;

/** The real fetch, with a body that counts what is taken from it, before the download sees it. */
async function countingFetch(input, init) {
  const response = await fetch(input, init);
  const reader = response.body.getReader();
  const body = new ReadableStream(
    {
      async pull(controller) {
        const { done, value } = await reader.read();
        if (done) return controller.close();
        arrived += value.byteLength;
        writeSync(1, `${arrived}\n`);
        controller.enqueue(value);
      },
    },
    { highWaterMark: 0 },
  );
  return new Response(body, response);
}

await download({ lipsync: { requests: { retrieve } } }, request, path, { fetch: countingFetch });
