/**
 * What the server is measured against, as a process of its own: a bare Fastify route, or a bare node:http server that
 * writes what it is sent to files, and flushes them to the disk when told so. Prints its port.
 *
 *   node fixtures.mjs fastify
 *   node fixtures.mjs writer DIRECTORY [flush]
 */
import { createWriteStream } from 'node:fs';
import { createServer } from 'node:http';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import Fastify from 'fastify';

const [kind, directory, flush] = process.argv.slice(2);

if (kind === 'fastify') {
  const app = Fastify();
  app.get('/', async () => ({ status: 'ok' }));
  await app.listen({ host: '127.0.0.1', port: 0 });
  console.log(app.server.address().port);
} else {
  let files = 0;
  const server = createServer(async (request, response) => {
    await pipeline(request, createWriteStream(path.join(directory, `bare-${files++}`), { flush: flush === 'flush' }));
    response.end('{}');
  });
  server.listen(0, '127.0.0.1', () => console.log(server.address().port));
}
