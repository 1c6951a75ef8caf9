import { createReadStream } from 'node:fs';
import { createServer, type IncomingMessage, request as open, type ServerResponse } from 'node:http';
import { request as openSecure } from 'node:https';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { environments } from '@chamelaion/contract';

const api = process.env['CHAMELAION_BASE_URL'] ?? environments.production;
const key = process.env['CHAMELAION_API_KEY'] ?? '';
if (!key) console.warn('Set CHAMELAION_API_KEY: without it the service refuses every upload.');
const page = fileURLToPath(new URL('../index.html', import.meta.url));

/** The packages that the page's import map names, as their browser builds. */
const modules: Record<string, string> = Object.fromEntries(
  ['chamelaion', '@chamelaion/contract', '@chamelaion/polling'].map((name) => {
    const manifest = fileURLToPath(import.meta.resolve(`${name}/package.json`));
    return [name, path.join(path.dirname(manifest), 'dist')];
  }),
);

/** Passes a call on, with the key that the page never sees. Only what the page needs is let through. */
function passOn(request: IncomingMessage, response: ServerResponse): void {
  const target = new URL(api + request.url!.slice('/api'.length));
  const headers = { ...request.headers, host: target.host, 'x-api-key': key };
  const upstream = (target.protocol === 'https:' ? openSecure : open)(target, { method: request.method!, headers });
  upstream.on('response', (answer) => {
    response.writeHead(answer.statusCode ?? 502, answer.headers);
    answer.pipe(response);
  });
  upstream.on('error', () => response.headersSent || response.writeHead(502).end());
  request.pipe(upstream);
}

function sendFile(file: string, response: ServerResponse): void {
  const type = file.endsWith('.js') ? 'text/javascript' : 'text/html; charset=utf-8';
  createReadStream(file)
    .on('open', () => response.writeHead(200, { 'content-type': type }))
    .on('error', () => response.writeHead(404).end())
    .pipe(response);
}

const mayPass = /^\/api\/v1\/lipsync\/(generate-with-media$|requests\/[^/]+$)/;

const server = createServer((request, response) => {
  const url = request.url ?? '/';
  const [, name, file] = /^\/modules\/((?:@chamelaion\/)?[a-z]+)\/([\w.-]+\.js)$/.exec(url) ?? [];
  if (mayPass.test(url)) passOn(request, response);
  else if (url === '/') sendFile(page, response);
  else if (name && file && modules[name]) sendFile(path.join(modules[name], file), response);
  else response.writeHead(404).end();
});

server.listen(Number(process.env['PORT'] ?? 3000), '127.0.0.1', () => {
  console.log(`Open http://127.0.0.1:${(server.address() as { port: number }).port}/`);
});
