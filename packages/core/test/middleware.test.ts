import createClient, { type Middleware as OpenapiFetchMiddleware } from 'openapi-fetch';
import { expect, test } from 'vitest';
import type { Middleware } from '../src/index.js';
import { clientOf, failure, urls } from './support/client.js';
import { json, serve } from './support/server.js';

/** Writes down what each hook sees, and changes what it may change. */
function recorder(name: string, log: string[]) {
  return {
    async onRequest({ request, schemaPath, params }) {
      const body = request.body ? await request.clone().text() : '';
      log.push(`${name} request ${request.method} ${schemaPath} ${JSON.stringify(params.path ?? {})} ${body}`);
      const changed = new Request(request);
      changed.headers.append('x-passed', name);
      return changed;
    },
    onResponse({ response }) {
      log.push(`${name} response ${response.status}`);
      return new Response(JSON.stringify({ by: name }), { status: response.status });
    },
  } satisfies Middleware & OpenapiFetchMiddleware;
}

test('middleware of openapi-fetch sees and does here what it does there', async () => {
  const server = await serve((hit, response) => json(response, hit.url.includes('gone') ? 404 : 200, { error: 'no' }));
  const ours: string[] = [];
  const client = clientOf(server, { middleware: [recorder('a', ours), recorder('b', ours)] });
  const data = await client.lipsync.requests.retrieve('x/1');
  const error = await failure(client.lipsync.requests.retrieve('gone'));

  const theirs: string[] = [];
  const reference = createClient<Record<string, never>>({ baseUrl: server.url });
  reference.use(recorder('a', theirs), recorder('b', theirs));
  const get = (id: string) =>
    reference.request('get', '/v1/lipsync/requests/{id}' as never, { params: { path: { id } } } as never);
  const expected = await get('x/1');
  const expectedError = await get('gone');

  expect(ours).toEqual(theirs);
  expect(data).toEqual(expected.data);
  expect((error as { body: unknown }).body).toEqual(expectedError.error);
  expect(server.hits[0]!.headers['x-passed']).toBe('a, b');
  expect(server.hits.map(({ url }) => url).slice(0, 2)).toEqual(server.hits.map(({ url }) => url).slice(2));
});

test('middleware sees a call once, however often it is retried', async () => {
  const server = await serve((_, response) => json(response, 503, { error: 'no' }, { 'retry-after-ms': '1' }));
  const log: string[] = [];
  const error = await failure(clientOf(server, { middleware: [recorder('m', log)] }).health.check());
  expect(error).toMatchObject({ status: 503, attempts: 3 });
  expect(log).toHaveLength(2);
});

test('middleware may put another body in place of a JSON body', async () => {
  const server = await serve((_, response) => json(response, 200, { status: 'success', request_id: 'x' }));
  const middleware: Middleware = {
    onRequest: async ({ request }) => new Request(request, { body: (await request.text()).replace('a.mp4', 'z.mp4') }),
  };
  await clientOf(server, { middleware: [middleware] }).lipsync.generate(urls);
  expect(server.hits[0]!.body.toString()).toContain('z.mp4');
});

test('an upload passes middleware unread', async () => {
  const server = await serve((_, response) => json(response, 200, { status: 'success', request_id: 'x' }));
  const middleware: Middleware = { onRequest: ({ request }) => request.headers.set('x-signed', String(request.body)) };
  const { lipsync } = clientOf(server, { middleware: [middleware] });
  await lipsync.generateWithMedia({ video: Buffer.from('vvv'), audio: Buffer.from('aaa') });
  expect(server.hits[0]!.headers['x-signed']).toBe('null');
  expect(server.hits[0]!.body.toString()).toContain('vvv');
});

test('a response from onRequest ends the call, and onError may answer for a failure', async () => {
  const answer = () => Response.json({ name: 'cached' });
  const unreachable = { url: 'http://127.0.0.1:1/api' };
  expect(await clientOf(unreachable, { middleware: [{ onRequest: answer }] }).users.getCurrent()).toEqual({
    name: 'cached',
  });
  const client = clientOf(unreachable, { middleware: [{ onError: answer }], maxRetries: 0 });
  expect(await client.users.getCurrent()).toEqual({ name: 'cached' });
});
