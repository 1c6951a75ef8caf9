import { Readable } from 'node:stream';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Service } from '../service.js';
import { parseRange } from './range.js';

interface OutputRequest {
  Params: { request: string; file: string };
  Querystring: { expires?: unknown; signature?: unknown };
}

/** Serves finished videos by their signed links, with Range and ETag. Registers GET and HEAD. */
export function serveOutputs(app: FastifyInstance, service: Service): void {
  app.get<OutputRequest>('/outputs/:request/:file', async (request, reply) => {
    const name = `${request.params.request}/${request.params.file}`;
    const verdict = service.links.check(name, request.query);
    if (verdict === 'expired') {
      return reply.code(403).send({ error: 'link has expired: retrieve the request again for a new one' });
    }
    const file = verdict === 'valid' ? await service.storage.stat(`outputs/${name}`) : undefined;
    if (!file) return gone(reply);

    const etag = `"${request.params.file.replace(/\.mp4$/, '')}"`;
    reply.header('etag', etag);
    reply.header('accept-ranges', 'bytes');
    reply.header('last-modified', file.modifiedAt.toUTCString());
    reply.header('cache-control', 'private, max-age=3600');
    reply.header('x-content-type-options', 'nosniff');
    if (namesTag(request.headers['if-none-match'], etag)) return reply.code(304).send();
    return sendPart(service, request, reply, { key: file.key, bytes: file.bytes, etag });
  });
}

async function sendPart(
  service: Service,
  request: FastifyRequest,
  reply: FastifyReply,
  { key, bytes, etag }: { key: string; bytes: number; etag: string },
) {
  const condition = request.headers['if-range'];
  const wanted = condition === undefined || condition === etag ? request.headers.range : undefined;
  const range = parseRange(wanted, bytes);
  if (range === 'outside') {
    return reply.code(416).header('content-range', `bytes */${bytes}`).send({ error: 'range not satisfiable' });
  }
  const { start, end } = range === 'whole' ? { start: 0, end: bytes - 1 } : range;
  const content = request.method === 'HEAD' ? Readable.from([]) : await service.storage.read(key, start, end);
  if (!content) return gone(reply);
  if (range !== 'whole') reply.code(206).header('content-range', `bytes ${start}-${end}/${bytes}`);
  return reply
    .type('video/mp4')
    .header('content-length', end - start + 1)
    .send(content);
}

const gone = (reply: FastifyReply) => reply.code(404).send({ error: 'output not found' });

function namesTag(header: string | undefined, etag: string): boolean {
  const tags = (header ?? '').split(',').map((tag) => tag.trim().replace(/^W\//, ''));
  return tags.includes('*') || tags.includes(etag);
}
