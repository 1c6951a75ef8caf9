import { Readable } from 'node:stream';
import type { ReadableStream } from 'node:stream/web';
import { passOn } from './pass-on.js';

/** The same as a Next.js route handler: save it as `app/dub/route.ts`. */
export async function POST(request: Request): Promise<Response> {
  if (!request.body) return Response.json({ error: 'Send a form.' }, { status: 400 });
  try {
    const headers = { 'content-type': request.headers.get('content-type') ?? '' };
    return Response.json(await passOn(headers, Readable.fromWeb(request.body as ReadableStream)));
  } catch (error) {
    return Response.json({ error: (error as Error).message }, { status: 502 });
  }
}
