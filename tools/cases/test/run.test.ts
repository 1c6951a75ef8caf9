import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { runCase, type SpecCase } from '../src/index.js';

let server: Server | undefined;
afterEach(() => server?.close());

async function answerWith(listener: RequestListener) {
  server = createServer(listener);
  await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', resolve));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { prepare: () => ({ origin, token: 'secret', requests: { a: { id: 'id-of-a' } } }) };
}

const json = (body: unknown, status = 200): RequestListener => {
  return (_, response) => {
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  };
};

const me: SpecCase = {
  name: 'me',
  request: { method: 'GET', path: '/v1/users/me' },
  expect: { status: 200, json: { name: '{{string}}' }, schema: 'User' },
};

test('a case that holds has no problems', async () => {
  expect(await runCase(me, await answerWith(json({ name: 'Me' })))).toEqual([]);
});

test.each([
  ['another status', json({ name: 'Me' }, 201), 'status is 201, not 200'],
  ['a field too many', json({ name: 'Me', age: 3 }), 'body.age is 3, not undefined'],
  ['a field too few', json({}), 'body.name is undefined'],
  ['a body that is not of the schema', json({ name: 3 }), 'not a User: /name must be string'],
  ['a body that is not JSON', (_: unknown, response: { end(text: string): void }) => response.end('hello'), 'not JSON'],
] as [string, RequestListener, string][])('%s is a problem', async (_, listener, problem) => {
  expect((await runCase(me, await answerWith(listener))).join('\n')).toContain(problem);
});

test('a later exchange can refer to an earlier answer and to a given request', async () => {
  const subject = await answerWith((request, response) => json({ name: request.url })(request, response));
  const chained: SpecCase = {
    ...me,
    before: [{ as: 'first', ...me, request: { method: 'GET', path: '/{{a.id}}' } }],
    request: { method: 'GET', path: '{{first.name}}/again' },
    expect: { ...me.expect, json: { name: '/id-of-a/again' } },
  };
  expect(await runCase(chained, subject)).toEqual([]);
});

test('the parts of a form arrive in the order of the case', async () => {
  const subject = await answerWith(async (request, response) => {
    const form = await new Response(request as unknown as ReadableStream, {
      headers: { 'content-type': String(request.headers['content-type']) },
    }).formData();
    json({ name: [...form.keys()].join() })(request, response);
  });
  const upload: SpecCase = {
    ...me,
    request: {
      method: 'POST',
      path: '/',
      form: [
        { name: 'audio', filename: 'a.wav', contentType: 'audio/wav', bytes: 10 },
        { name: 'model', value: 'lipsync-2' },
      ],
    },
    expect: { ...me.expect, json: { name: 'audio,model' } },
  };
  expect(await runCase(upload, subject)).toEqual([]);
});
