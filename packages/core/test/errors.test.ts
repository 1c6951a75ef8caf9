import { expect, test } from 'vitest';
import Chamelaion, * as api from '../src/index.js';
import { clientOf, failure } from './support/client.js';
import { json, serve } from './support/server.js';

test.each([
  [400, 'BadRequestError', 'bad_request'],
  [401, 'AuthenticationError', 'authentication'],
  [403, 'PermissionDeniedError', 'permission_denied'],
  [404, 'NotFoundError', 'not_found'],
  [409, 'ConflictError', 'conflict'],
  [412, 'TokenLimitError', 'token_limit'],
  [422, 'UnprocessableEntityError', 'unprocessable_entity'],
  [429, 'RateLimitError', 'rate_limit'],
  [500, 'InternalServerError', 'internal_server'],
  [503, 'InternalServerError', 'internal_server'],
  [418, 'APIError', 'api'],
] as const)('%s is a %s', async (status, name, code) => {
  const body = { error: 'token limit reached', hint: 'more' };
  const server = await serve((_, response) => json(response, status, body, { 'x-request-id': 'req-1' }));
  const error = await failure(clientOf(server, { maxRetries: 0 }).users.getCurrent());
  expect(error).toMatchObject({
    name,
    code,
    status,
    message: 'token limit reached',
    requestId: 'req-1',
    body,
    attempts: 1,
  });
  expect((error as api.APIError).headers!.get('x-request-id')).toBe('req-1');
  expect(error).toBeInstanceOf(api[name]);
  expect(error).toBeInstanceOf(api.APIError);
  expect(Chamelaion[name].isInstance(error)).toBe(true);
  expect(api.ChamelaionError.isInstance(error)).toBe(true);
});

test('every error class is a static of the client', () => {
  const classes = Object.entries(api).filter(([name]) => name.endsWith('Error'));
  expect(classes.length).toBeGreaterThan(15);
  for (const [name, Class] of classes) expect(Chamelaion[name as 'APIError']).toBe(Class);
});

test('isInstance knows errors of another installed copy, and instanceof does not', async () => {
  const built = await import('chamelaion');
  const server = await serve((_, response) => json(response, 404, { error: 'lipsync request not found' }));
  const client = new built.default({ baseURL: server.url, apiKey: 'k' });
  const error = await failure(client.lipsync.requests.retrieve('x'));
  expect(error).not.toBeInstanceOf(api.NotFoundError);
  expect(api.NotFoundError.isInstance(error)).toBe(true);
  expect(api.APIError.isInstance(error)).toBe(true);
  expect(api.RateLimitError.isInstance(error)).toBe(false);
});

test('a proxy’s HTML page makes a readable error', async () => {
  const page =
    '<html><head><title>x</title><style>p{}</style></head><body><h1>Bad gateway</h1>\n<p>try later</p></body>';
  const server = await serve((_, response) => response.writeHead(502, { 'content-type': 'text/html' }).end(page));
  const error = await failure(clientOf(server, { maxRetries: 0 }).users.getCurrent());
  expect(error).toMatchObject({ status: 502, message: '502 Bad Gateway: Bad gateway try later', body: page });
});

test('an empty answer of status 500 is an error all the same', async () => {
  const server = await serve((_, response) => response.writeHead(500).end());
  const error = await failure(clientOf(server, { maxRetries: 0 }).users.getCurrent());
  expect(error).toMatchObject({ status: 500, message: '500 Internal Server Error' });
});

test.each(['<html>sign in</html>', ''])('a success that is not JSON (%j) is an error', async (body) => {
  const server = await serve((_, response) => response.writeHead(200).end(body));
  expect(await failure(clientOf(server).users.getCurrent())).toMatchObject({
    name: 'InvalidResponseError',
    code: 'invalid_response',
    status: 200,
    body,
  });
});

test('redirects are refused, and the key never reaches a second origin', async () => {
  const other = await serve((_, response) => json(response, 200, { name: 'thief' }));
  for (const status of [301, 302, 303, 307, 308]) {
    const server = await serve((_, response) =>
      response.writeHead(status, { location: `${other.url}/v1/users/me` }).end(),
    );
    const client = clientOf(server);
    expect(await failure(client.users.getCurrent())).toMatchObject({
      code: 'redirect_refused',
      attempts: 1,
      isRetryable: false,
    });
    const upload = client.lipsync.generateWithMedia({ video: Buffer.from('v'), audio: Buffer.from('a') });
    expect(await failure(upload)).toMatchObject({ code: 'redirect_refused' });
  }
  expect(other.hits).toHaveLength(0);
});

test.each(['', '.', '..', undefined, null, 7, '\ud800'])('the id %j is refused before anything is sent', async (id) => {
  const server = await serve((_, response) => json(response, 200, {}));
  const error = await failure(clientOf(server).lipsync.requests.retrieve(id as string));
  expect(error).toMatchObject({ name: 'InvalidArgumentError', code: 'invalid_path' });
  expect(server.hits).toHaveLength(0);
});

test('an empty id is called empty, and where ids come from', async () => {
  const error = await failure(new api.Chamelaion({ apiKey: 'key' }).lipsync.requests.retrieve(''));
  expect((error as Error).message).toMatch(/^The id "" is empty .*request_id/);
});

test.each([
  ['a/b', 'a%2Fb'],
  ['../users/me', '..%2Fusers%2Fme'],
  ['a?b#c', 'a%3Fb%23c'],
  ['%2e%2e', '%252e%252e'],
  ['ö 1', '%C3%B6%201'],
])('the id %j stays one segment', async (id, encoded) => {
  const server = await serve((_, response) => json(response, 200, {}));
  await clientOf(server).lipsync.requests.retrieve(id);
  expect(server.hits[0]!.url).toBe(`/api/v1/lipsync/requests/${encoded}`);
});

test.each([
  '/../admin',
  '/a/../b',
  '/%2e%2e/x',
  'v1/users/me',
  'https://example.com/',
  '@example.com/',
  '\\\\example.com',
])('the path %j is refused', async (path) => {
  const server = await serve((_, response) => json(response, 200, {}));
  expect(await failure(clientOf(server).get(path))).toMatchObject({ code: 'invalid_path' });
  expect(server.hits).toHaveLength(0);
});
