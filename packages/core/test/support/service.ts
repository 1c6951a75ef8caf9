import { randomUUID } from 'node:crypto';
import type http from 'node:http';
import { type Hit, json, serve, type TestServer } from './server.js';

export interface Job {
  id: string;
  status: string;
  created_at: string;
  reference_id?: string;
}

/** What happens to a generate: accepted or not, and how it is answered. */
export interface Fate {
  accept: boolean;
  answer: 'ok' | 'reset' | 'never' | 'truncated' | 'cut short' | number;
  headers?: Record<string, string>;
}

export interface Service extends TestServer {
  jobs: Job[];
  generates: Hit[];
  lists: Hit[];
}

const ok: Fate = { accept: true, answer: 'ok' };

/**
 * A small stand-in of the service: it keeps jobs, lists them newest first, and meets generates with the fates given, in order.
 *
 * @param options.skewMs how far its clock is from this machine's
 */
export async function service(fates: Fate[], options: { skewMs?: number; jobs?: Job[] } = {}): Promise<Service> {
  const { skewMs = 0, jobs = [] } = options;
  const generates: Hit[] = [];
  const lists: Hit[] = [];
  const now = (): Date => new Date(Date.now() + skewMs);
  const server = await serve((hit, response, request) => {
    response.setHeader('date', now().toUTCString());
    if (hit.url.startsWith('/api/v1/lipsync/requests?')) {
      lists.push(hit);
      const query = new URLSearchParams(hit.url.split('?')[1]);
      const data = jobs.filter((job) => job.reference_id === query.get('reference_id'));
      return json(response, 200, { data, pagination: { limit: 100, offset: 0, total: data.length } });
    }
    generates.push(hit);
    const fate = fates[generates.length - 1] ?? ok;
    const job = newJob(now(), referenceOf(hit));
    if (fate.accept) jobs.unshift(job);
    meet(fate, job, response, request);
  });
  return { ...server, jobs, generates, lists };
}

export const newJob = (createdAt: Date, referenceId?: string): Job => ({
  id: randomUUID(),
  status: 'queued',
  created_at: createdAt.toISOString(),
  ...(referenceId === undefined ? {} : { reference_id: referenceId }),
});

function meet(fate: Fate, job: Job, response: http.ServerResponse, request: http.IncomingMessage): void {
  const receipt = { status: 'success', request_id: job.id };
  if (fate.answer === 'never') return;
  if (fate.answer === 'reset') {
    request.socket.resetAndDestroy();
  } else if (fate.answer === 'truncated') {
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': '500' });
    response.write('{"status":', () => request.socket.destroy());
  } else if (fate.answer === 'cut short') {
    // As a proxy does that ends its answer when the service broke off.
    response.writeHead(200, { 'content-type': 'application/json' }).end('{"status":"succ');
  } else if (fate.answer === 'ok') json(response, 200, receipt);
  else json(response, fate.answer, { error: `status ${fate.answer}` }, fate.headers);
}

/** The reference_id of a JSON body or of a form. */
export function referenceOf(hit: Hit): string | undefined {
  const text = hit.body.toString('latin1');
  if (hit.headers['content-type'] === 'application/json') return JSON.parse(text).reference_id;
  return /name="reference_id"\r\n\r\n(.*)\r\n/.exec(text)?.[1];
}
