import { createServer, type Server } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { type Signer, signatureProblem } from './sigv4.js';

const PAGE = 2;

/** The few operations of S3 that the server uses, in memory, two keys a page. Calls must be signed by `signer`. */
export function fakeS3(bucket: string, files: Map<string, Buffer>, signer: Signer): Server {
  return createServer(async (request, response) => {
    const url = new URL(request.url!, 'http://s3');
    const key = decodeURIComponent(url.pathname.slice(bucket.length + 2));
    const body = await buffer(request);
    const problem = signatureProblem(request, body, signer);
    if (problem) return void response.writeHead(403).end(`<Error><Code>${problem}</Code></Error>`);
    if (!url.pathname.startsWith(`/${bucket}/`)) return void response.writeHead(404).end();
    if (request.method === 'PUT') {
      files.set(key, body);
      return void response.end();
    }
    if (request.method === 'DELETE') {
      files.delete(key);
      return void response.writeHead(204).end();
    }
    if (url.searchParams.has('list-type')) return void response.end(listing(url.searchParams, files));
    const file = files.get(key);
    if (!file) return void response.writeHead(404).end();
    const [, start, end] = /^bytes=(\d+)-(\d+)$/.exec(request.headers.range ?? '') ?? [];
    const part = start === undefined ? file : file.subarray(Number(start), Number(end) + 1);
    const lastModified = new Date('2026-01-05T10:00:00Z').toUTCString();
    response.writeHead(start === undefined ? 200 : 206, {
      'content-length': part.length,
      'last-modified': lastModified,
    });
    response.end(request.method === 'HEAD' ? undefined : part);
  });
}

function listing(query: URLSearchParams, files: Map<string, Buffer>): string {
  const keys = [...files.keys()].filter((key) => key.startsWith(query.get('prefix')!)).sort();
  const from = Number(query.get('continuation-token') ?? 0);
  const page = keys
    .slice(from, from + PAGE)
    .map(
      (key) =>
        `<Contents><Key>${key}</Key><LastModified>2026-01-05T10:00:00Z</LastModified><Size>${files.get(key)!.length}</Size></Contents>`,
    );
  const next = from + PAGE < keys.length ? `<NextContinuationToken>${from + PAGE}</NextContinuationToken>` : '';
  return `<ListBucketResult>${page.join('')}${next}</ListBucketResult>`;
}
