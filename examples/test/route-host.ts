import http from 'node:http';
import { Readable } from 'node:stream';
import { POST } from '../upload-through/src/next-route.js';

/** Calls the route handler as Next.js does: with a Request whose body is still arriving. */
const server = http.createServer(async (request, response) => {
  const answer = await POST(
    new Request(`http://127.0.0.1${request.url}`, {
      method: 'POST',
      headers: { 'content-type': request.headers['content-type'] ?? '' },
      body: Readable.toWeb(request) as ReadableStream,
      duplex: 'half',
    } as RequestInit),
  );
  response.writeHead(answer.status, { 'content-type': 'application/json' });
  response.end(await answer.text());
});

server.listen(0, '127.0.0.1', () => {
  const { port } = server.address() as { port: number };
  console.log(`http://127.0.0.1:${port}/dub`);
});
