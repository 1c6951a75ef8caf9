import { type AddressInfo, createServer } from 'node:net';
import { ProxyAgent } from 'undici';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Chamelaion } from '../src/index.js';
import { clientOf, failure, urls } from './support/client.js';
import { json, serve } from './support/server.js';

const NAMES = ['API_KEY', 'BEARER_TOKEN', 'BASE_URL', 'CUSTOM_HEADERS', 'LOG'];
beforeEach(() => {
  for (const name of NAMES) vi.stubEnv(`CHAMELAION_${name}`, undefined);
});
afterEach(() => void vi.unstubAllEnvs());

const echo = () =>
  serve((hit, response) => json(response, 200, { path: hit.url, headers: hit.headers, unknown: { kept: true } }));

test('the documented snippet runs as it stands', async () => {
  const server = await serve((_, response) => json(response, 200, { status: 'success', request_id: 'an-id' }));
  vi.stubEnv('CHAMELAION_API_KEY', 'from-env');
  vi.stubEnv('CHAMELAION_BASE_URL', server.url);
  const log = vi.spyOn(console, 'log').mockImplementation(() => {});
  await import('./fixtures/documented-snippet.js');
  expect(log).toHaveBeenCalledWith('an-id');
  expect(server.hits[0]).toMatchObject({ method: 'POST', url: '/api/v1/lipsync/generate' });
  expect(server.hits[0]!.headers['x-api-key']).toBe('from-env');
  expect(JSON.parse(server.hits[0]!.body.toString())).toMatchObject({ reference_id: 'dub-episode-42' });
  log.mockRestore();
});

test('everything can come from the environment', async () => {
  const server = await echo();
  vi.stubEnv('CHAMELAION_BEARER_TOKEN', 'token');
  vi.stubEnv('CHAMELAION_BASE_URL', `${server.url}/`);
  vi.stubEnv('CHAMELAION_CUSTOM_HEADERS', 'X-Team: dubbing\n  X-Cost-Centre:7\nnonsense');
  await new Chamelaion().users.getCurrent();
  const { headers, url } = server.hits[0]!;
  expect(url).toBe('/api/v1/users/me');
  expect(headers).toMatchObject({ authorization: 'Bearer token', 'x-team': 'dubbing', 'x-cost-centre': '7' });
});

test('what is passed goes before the environment, and a passed key keeps the other key out', async () => {
  const server = await echo();
  vi.stubEnv('CHAMELAION_API_KEY', 'other-account');
  vi.stubEnv('CHAMELAION_BASE_URL', 'http://127.0.0.1:1');
  await new Chamelaion({ bearerToken: 'mine', baseURL: server.url }).users.getCurrent();
  expect(server.hits[0]!.headers['authorization']).toBe('Bearer mine');
  expect(server.hits[0]!.headers['x-api-key']).toBeUndefined();
});

test('environments have their base URLs', () => {
  expect(new Chamelaion().baseURL).toBe('https://api.chamelaion.com/api');
  expect(new Chamelaion({ environment: 'staging' }).baseURL).toBe('https://api.dev.chamelaion.com/api');
  vi.stubEnv('CHAMELAION_BASE_URL', 'http://elsewhere/api');
  expect(new Chamelaion({ environment: 'local' }).baseURL).toBe('http://127.0.0.1:4010/api');
});

test.each([
  [{ environment: 'moon' as never }, 'invalid_base_url'],
  [{ baseURL: 'ftp://x' }, 'invalid_base_url'],
  [{ baseURL: 'api.example.com' }, 'invalid_base_url'],
  [{ apiKey: 'two words' }, 'invalid_key'],
])('%j is refused at once, without printing the key', (options, code) => {
  expect(() => new Chamelaion(options)).toThrow(expect.objectContaining({ code }));
  expect(() => new Chamelaion(options)).not.toThrow('two words');
});

test('a base URL without its scheme is refused with what is missing, and nothing else', () => {
  expect(() => new Chamelaion({ baseURL: '127.0.0.1:4871' })).toThrow(
    /^Not an http:\/\/ or https:\/\/ base URL: 127\.0\.0\.1:4871$/,
  );
});

test('a call without a key says how to give one, health.check() needs none', async () => {
  const server = await echo();
  const client = new Chamelaion({ baseURL: server.url });
  expect(await failure(client.users.getCurrent())).toMatchObject({ code: 'missing_api_key' });
  await client.health.check();
  expect(server.hits).toHaveLength(1);
});

test('the key is not sent where none is needed', async () => {
  const server = await echo();
  await clientOf(server).health.check();
  expect(server.hits[0]!.headers['x-api-key']).toBeUndefined();
});

test('a call may add headers, query and body fields, and take headers away', async () => {
  const server = await echo();
  const client = clientOf(server, { defaultHeaders: { 'X-One': '1', 'X-Two': '2' }, defaultQuery: { tenant: 'a' } });
  await client.lipsync.generate(urls, {
    headers: { 'x-two': null, 'x-three': '3', 'X-API-Key': 'other' },
    query: { debug: true, tags: ['a', 'b'], none: undefined },
    body: { priority: 9 },
  });
  const [{ headers, url, body }] = server.hits as [(typeof server.hits)[0]];
  expect(headers).toMatchObject({ 'x-one': '1', 'x-three': '3', 'x-api-key': 'other' });
  expect(headers['x-two']).toBeUndefined();
  expect(url).toBe('/api/v1/lipsync/generate?tenant=a&debug=true&tags=a&tags=b');
  expect(JSON.parse(body.toString())).toMatchObject({ priority: 9, inputs: urls.inputs });
});

test('unknown fields of an answer survive', async () => {
  const server = await echo();
  expect(await clientOf(server).users.getCurrent()).toMatchObject({ unknown: { kept: true } });
});

test('undocumented endpoints can be called', async () => {
  const server = await serve((hit, response) =>
    hit.url.includes('text') ? response.end('plain') : json(response, 200, { got: hit.body.toString(), at: hit.url }),
  );
  const client = clientOf(server);
  expect(await client.get('/v1/new?a=1', { query: { b: 2 } })).toEqual({ got: '', at: '/api/v1/new?a=1&b=2' });
  expect(await client.get('/v1/new?a=1&a=2&b=3', { query: { b: 4 } })).toMatchObject({ at: '/api/v1/new?a=1&a=2&b=4' });
  expect(await client.post<{ got: string }>('/v1/new', { body: { x: 1 } })).toMatchObject({ got: '{"x":1}' });
  expect(await client.get('/v1/text')).toBe('plain');
});

test('a call gives data, data with the response, or the response with its body unread', async () => {
  const server = await serve((_, response) => json(response, 200, { name: 'n' }, { 'x-request-id': 'r' }));
  const { users } = clientOf(server);
  expect(await users.getCurrent()).toEqual({ name: 'n' });
  expect(await users.getCurrent().withResponse()).toMatchObject({
    data: { name: 'n' },
    requestId: 'r',
    response: { status: 200 },
  });
  const response = await users.getCurrent().asResponse();
  expect(response.bodyUsed).toBe(false);
  expect(await response.json()).toEqual({ name: 'n' });
  expect(server.hits).toHaveLength(3);
});

test('one call is one request, in whatever ways it is awaited', async () => {
  const server = await serve((_, response) => json(response, 200, { name: 'n' }));
  const call = clientOf(server).users.getCurrent();
  const [data, { response }] = await Promise.all([call, call.withResponse()]);
  expect(await call.finally(() => {})).toEqual(data);
  expect(response.status).toBe(200);
  expect(server.hits).toHaveLength(1);
});

test('asResponse rejects with the typed error too', async () => {
  const server = await serve((_, response) => json(response, 404, { error: 'lipsync request not found' }));
  expect(await failure(clientOf(server).users.getCurrent().asResponse())).toMatchObject({ name: 'NotFoundError' });
});

test('a custom fetch takes the place of the global one', async () => {
  const seen: string[] = [];
  const client = new Chamelaion({
    apiKey: 'k',
    fetch: async (url, init) => {
      seen.push(`${init?.method} ${url}`);
      return Response.json({ name: 'n' });
    },
  });
  expect(await client.users.getCurrent()).toEqual({ name: 'n' });
  expect(seen).toEqual(['GET https://api.chamelaion.com/api/v1/users/me']);
});

test('a proxy is a dispatcher', async () => {
  const proxy = await serve((hit, response) => json(response, 200, { name: `by proxy: ${hit.url}` }));
  const dispatcher = new ProxyAgent({ uri: proxy.url.replace('/api', ''), proxyTunnel: false });
  const client = clientOf({ url: 'http://service.invalid/api' }, { fetchOptions: { dispatcher } });
  expect((await client.users.getCurrent()).name).toContain('by proxy');
  await dispatcher.close();
});

test('a proxy that does not lead to the service means that nothing was sent', async () => {
  const proxy = createServer((socket) => {
    socket.on('error', () => {});
    socket.once('data', () => socket.end('HTTP/1.1 407 Proxy Authentication Required\r\ncontent-length: 0\r\n\r\n'));
  });
  await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
  const dispatcher = new ProxyAgent(`http://127.0.0.1:${(proxy.address() as AddressInfo).port}`);
  const client = clientOf({ url: 'https://service.invalid/api' }, { fetchOptions: { dispatcher }, maxRetries: 0 });
  expect(await failure(client.lipsync.generate(urls))).toMatchObject({ name: 'APIConnectionError', phase: 'connect' });
  await dispatcher.close();
  proxy.close();
});
