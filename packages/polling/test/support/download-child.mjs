/** Downloads in a process of its own, so that it can be killed: node download-child.mjs URL PATH ID */
import { download } from '@chamelaion/polling';

const [url, path, id] = process.argv.slice(2);
const retrieve = () => Promise.reject(new TypeError('nobody is asked'));
const request = { id, status: 'completed', created_at: '2026-01-01T00:00:00Z', output_url: url };
await download({ lipsync: { requests: { retrieve } } }, request, path, {
  onProgress: ({ receivedBytes }) => process.stdout.write(`${receivedBytes}\n`),
});
