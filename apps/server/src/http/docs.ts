import { readFile } from 'node:fs/promises';
import type { FastifyInstance } from 'fastify';

/** Files that lie beside the built code. */
const asset = (name: string) => readFile(new URL(`./${name}`, import.meta.url), 'utf8');

/** What the pages may do: nothing from elsewhere. */
const POLICY =
  "default-src 'self' 'unsafe-inline'; img-src 'self' data:; media-src 'self' blob: data:; frame-ancestors 'none'";

/** Serves the spec, an API reference made from it, and the studio page. */
export function serveDocs(app: FastifyInstance): void {
  const pages = { '/': 'studio.html', '/docs': 'docs.html' };
  for (const [url, file] of Object.entries(pages)) {
    app.get(url, async (_request, reply) => {
      reply.type('text/html; charset=utf-8').header('content-security-policy', POLICY);
      return asset(file);
    });
  }
  app.get('/openapi.json', async (_request, reply) => {
    reply.type('application/json; charset=utf-8');
    return asset('openapi.json');
  });
}
