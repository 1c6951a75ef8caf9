import { readFileSync } from 'node:fs';
import type { FastifyInstance } from 'fastify';

const asset = (name: string) => readFileSync(new URL(`./${name}`, import.meta.url), 'utf8');

/** What the pages may do: nothing from elsewhere. */
const POLICY =
  "default-src 'self' 'unsafe-inline'; img-src 'self' data:; media-src 'self' blob: data:; frame-ancestors 'none'";

/** Serves the spec, an API reference made from it, and the studio page. */
export function serveDocs(app: FastifyInstance): void {
  const pages = { '/': 'studio.html', '/docs': 'docs.html' };
  for (const [url, file] of Object.entries(pages)) {
    const html = asset(file);
    app.get(url, (_request, reply) => {
      reply.type('text/html; charset=utf-8').header('content-security-policy', POLICY).send(html);
    });
  }
  const spec = asset('openapi.json');
  app.get('/openapi.json', (_request, reply) => {
    reply.type('application/json; charset=utf-8').send(spec);
  });
}
