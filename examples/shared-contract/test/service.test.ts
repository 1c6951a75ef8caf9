import { type LipsyncGenerate, validate } from '@chamelaion/contract';
import { describe, expect, test } from 'vitest';
import { fastifyApp } from '../src/fastify-app.js';
import { honoApp } from '../src/hono-app.js';
import { createService } from '../src/service.js';

type Send = (request: Request) => Promise<Response>;

const frameworks: Record<string, () => Send> = {
  hono: () => {
    const app = honoApp(createService());
    return async (request) => app.fetch(request);
  },
  fastify: () => {
    const app = fastifyApp(createService());
    return async (request) => {
      const { pathname, search } = new URL(request.url);
      const { statusCode, body } = await app.inject({
        method: request.method as 'GET',
        url: pathname + search,
        headers: Object.fromEntries(request.headers),
        payload: Buffer.from(await request.arrayBuffer()),
      });
      return new Response(body, { status: statusCode });
    };
  },
};

const key = { 'x-api-key': 'studio' };
const get = (path: string, headers: Record<string, string> = key) => new Request(`http://service${path}`, { headers });
const generate = (body: unknown) =>
  new Request('http://service/v1/lipsync/generate', {
    method: 'POST',
    headers: { ...key, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
const inputs = [
  { type: 'video', url: 'https://cdn.example.com/42.mp4' },
  { type: 'audio', url: 'https://cdn.example.com/42.wav' },
];

describe.each(Object.entries(frameworks))('in %s', (_, create) => {
  test('a started job is retrieved and listed as the contract says', async () => {
    const send = create();
    const started = (await (await send(generate({ inputs, reference_id: 'a/b' }))).json()) as LipsyncGenerate;
    const request: unknown = await (await send(get('/v1/lipsync/requests/a%2Fb'))).json();
    expect(validate('LipsyncRequest', request)).toMatchObject({ ok: true, value: { id: started.request_id } });
    const page: unknown = await (await send(get('/v1/lipsync/requests?limit=1'))).json();
    expect(validate('LipsyncRequestListResponse', page).ok).toBe(true);
    expect(page).toMatchObject({ data: [{ id: started.request_id }], pagination: { limit: 1, offset: 0, total: 1 } });
  });

  test('a form is accepted', async () => {
    const body = new FormData();
    body.set('video', new Blob(['pictures']), '42.mp4');
    body.set('audio', new Blob(['sounds']), '42.wav');
    const url = 'http://service/v1/lipsync/generate-with-media';
    expect((await create()(new Request(url, { method: 'POST', headers: key, body }))).status).toBe(200);
  });

  test('a wrong body is refused with what is wrong and where', async () => {
    const response = await create()(generate({ inputs: [{ type: 'video' }, inputs[1]] }));
    expect([response.status, await response.json()]).toEqual([
      400,
      { error: 'invalid request body', issues: [{ path: '/inputs/0/url', message: 'is missing' }] },
    ]);
  });

  test('errors are those of the catalogue', async () => {
    const send = create();
    const missing = await send(get('/v1/lipsync/requests/nope'));
    expect([missing.status, await missing.json()]).toEqual([404, { error: 'lipsync request not found' }]);
    const anonymous = await send(get('/v1/users/me', {}));
    expect([anonymous.status, await anonymous.json()]).toEqual([401, { error: 'missing authorization header' }]);
  });

  test('health needs no token', async () => {
    expect((await create()(get('/health', {}))).status).toBe(200);
  });
});
