import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A job as the stub keeps it. */
export interface StubJob {
  id: string;
  status: string;
  created_at: string;
  reference_id: string;
  output_url?: string;
  error_message?: string;
}

/** A service in memory whose every job is completed at once, and whose answers a test can spoil. */
export interface ApiStub {
  url: string;
  jobs: StubJob[];
  /** Headers of every call that reached generate, accepted or not. */
  generateCalls: IncomingMessage['headers'][];
  /** Decides over a call of generate: `accept` and `refuse` do what they say; anything else has been answered. */
  onGenerate: (
    reference: string,
    request: IncomingMessage,
    response: ServerResponse,
  ) => 'accept' | 'cut after accepting' | 'cut';
  /** Adds a job as another caller would. */
  add(reference: string, fields?: Partial<StubJob>): StubJob;
  close(): void;
}

export async function startApiStub(): Promise<ApiStub> {
  const server = createServer((request, response) => void answer(request, response)).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const stub: ApiStub = {
    url: `${origin}/api`,
    jobs: [],
    generateCalls: [],
    onGenerate: () => 'accept',
    add(reference, fields) {
      const id = randomUUID();
      const job = {
        id,
        status: 'completed',
        created_at: new Date().toISOString(),
        reference_id: reference,
        output_url: `${origin}/out/${id}`,
        ...fields,
      };
      stub.jobs.unshift(job);
      return job;
    },
    close: () => void server.close(),
  };

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname, searchParams } = new URL(request.url ?? '/', origin);
    const send = (status: number, body: unknown) => {
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
    };
    if (pathname.startsWith('/out/')) return void response.end(`video of ${pathname.slice(5)}`);
    if (request.method === 'POST') return generate(request, response, send);
    if (pathname.endsWith('/requests')) {
      const reference = searchParams.get('reference_id');
      const found = stub.jobs.filter((job) => !reference || job.reference_id === reference);
      return send(200, { data: found, pagination: { limit: 100, offset: 0, total: found.length } });
    }
    const job = stub.jobs.find((each) => pathname.endsWith(each.id));
    send(job ? 200 : 404, job ?? { error: 'lipsync request not found' });
  }

  async function generate(
    request: IncomingMessage,
    response: ServerResponse,
    send: (status: number, body: unknown) => void,
  ) {
    let text = '';
    for await (const chunk of request) text += chunk;
    stub.generateCalls.push(request.headers);
    const reference = (JSON.parse(text) as { reference_id: string }).reference_id;
    const decision = stub.onGenerate(reference, request, response);
    if (response.writableEnded) return;
    const job = decision === 'cut' ? undefined : stub.add(reference);
    if (decision === 'accept') send(200, { status: 'success', request_id: job?.id });
    else request.socket.destroy();
  }
  return stub;
}
