import { Readable } from 'node:stream';
import type { ReadableStream } from 'node:stream/web';
import { passOn, refusal } from './pass-on.js';

/** The same as a Next.js route handler: save it as `app/dub/route.ts`. */
export async function POST(request: Request): Promise<Response> {
  if (!request.body) return Response.json({ error: 'Send a multipart form.' }, { status: 400 });
  try {
    const headers = { 'content-type': request.headers.get('content-type') ?? '' };
    return Response.json(await passOn(headers, Readable.fromWeb(request.body as ReadableStream)));
  } catch (error) {
    const { status, ...body } = refusal(error);
    return Response.json(body, { status });
  }
}
